package dev.odb.core;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What is stored of a password: {@code pbkdf2-sha256:<iterations>:<salt>:<hash>}, the last two in Base64. With 16 bytes of
 * salt and the number of iterations that OWASP recommends; one that is stored with another number is understood.
 */
final class PasswordHash {
    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    private static final int ITERATIONS = 600_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final Pattern FORM = Pattern.compile("pbkdf2-sha256:(\\d{1,7}):([\\w+/=]{1,88}):([\\w+/=]{1,88})");

    private PasswordHash() {}

    /** The hash of a password, with a new salt. */
    static String of(char[] password) {
        return of(password, ITERATIONS);
    }

    static String of(char[] password, int iterations) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        Base64.Encoder text = Base64.getEncoder();
        return "pbkdf2-sha256:" + iterations + ":" + text.encodeToString(salt) + ":"
                + text.encodeToString(hash(password, salt, iterations));
    }

    /** Whether it is the hash of that password; one that was damaged is nobody's. */
    static boolean matches(String stored, char[] password) {
        Matcher parts = FORM.matcher(stored);
        if (!parts.matches() || Integer.parseInt(parts.group(1)) == 0) {
            return false;
        }
        try {
            Base64.Decoder text = Base64.getDecoder();
            byte[] salt = text.decode(parts.group(2));
            byte[] expected = text.decode(parts.group(3));
            return MessageDigest.isEqual(expected, hash(password, salt, Integer.parseInt(parts.group(1))));
        } catch (IllegalArgumentException e) {
            return false; // no Base64
        }
    }

    private static byte[] hash(char[] password, byte[] salt, int iterations) {
        PBEKeySpec key = new PBEKeySpec(password, salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(key).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        } finally {
            key.clearPassword();
        }
    }
}
