package dev.odb.core;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Spares a server's pool the cost of a {@link PasswordHash} for each connection it makes: the password that matched a hash
 * last is known again by a quick code under a key of this process. All threads may use it.
 */
final class RecentSignOns {
    private static final String ALGORITHM = "HmacSHA256";
    /** Of users that were removed or changed their password; more than a database has technical users. */
    private static final int MOST = 1_000;

    private final SecretKeySpec key = new SecretKeySpec(random(), ALGORITHM);
    private final Map<String, byte[]> codes = new ConcurrentHashMap<>();

    boolean matches(String hash, char[] password) {
        byte[] code = code(password);
        byte[] known = codes.get(hash);
        if (known != null && MessageDigest.isEqual(known, code)) {
            return true;
        }
        boolean right = PasswordHash.matches(hash, password);
        if (right) {
            if (codes.size() >= MOST) {
                codes.clear();
            }
            codes.put(hash, code);
        }
        return right;
    }

    private byte[] code(char[] password) {
        ByteBuffer bytes = StandardCharsets.UTF_16BE.encode(CharBuffer.wrap(password));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(bytes.duplicate());
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        } finally {
            Arrays.fill(bytes.array(), (byte) 0);
        }
    }

    private static byte[] random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
