package dev.odb;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/**
 * What somebody signs on to a database with. The password is in no text that it gives of itself, and it cannot be
 * serialized. All threads may share it.
 */
public final class OdbCredentials {
    /** Nobody: enough for a database without users. */
    public static final OdbCredentials NONE = new OdbCredentials("", new char[0]);

    private final String user;
    private final char[] password;

    private OdbCredentials(String user, char[] password) {
        this.user = Objects.requireNonNull(user, "user");
        this.password = password.clone();
    }

    /**
     * A user with a password.
     *
     * @param password is copied, so that the caller can overwrite it
     */
    public static OdbCredentials of(String user, char[] password) {
        return new OdbCredentials(user, password);
    }

    /** The name; empty for nobody. */
    public String user() {
        return user;
    }

    /** A copy of the password. */
    public char[] password() {
        return password.clone();
    }

    /** Whether name and password are the same; takes as long for a wrong password as for a right one. */
    @Override
    public boolean equals(Object other) {
        // a pool asks in each transaction, nearly always for the same ones
        return other == this
                || other instanceof OdbCredentials that
                        && user.equals(that.user)
                        && MessageDigest.isEqual(bytes(password), bytes(that.password));
    }

    private static byte[] bytes(char[] text) {
        ByteBuffer encoded = StandardCharsets.UTF_16BE.encode(CharBuffer.wrap(text));
        return Arrays.copyOf(encoded.array(), encoded.limit());
    }

    @Override
    public int hashCode() {
        return user.hashCode();
    }

    /** The name. */
    @Override
    public String toString() {
        return user.isEmpty() ? "nobody" : "the user '" + user + "'";
    }
}
