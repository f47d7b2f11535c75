package dev.odb.sample.upload;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests that each JVM has. */
final class Digests {
    private Digests() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM must have SHA-256.", e);
        }
    }
}
