package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    /** The first 32 bytes of a test vector in RFC 7914, section 11. */
    private static final String VECTOR = "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc";

    @Test
    void vectorOfTheStandard_matches() {
        String stored = stored("1", VECTOR);

        assertThat(PasswordHash.matches(stored, "passwd".toCharArray())).isTrue();
        assertThat(PasswordHash.matches(stored, "passwe".toCharArray())).isFalse();
    }

    @Test
    void samePasswordTwice_hasTwoHashes() {
        char[] password = "pässwörd 🔑".toCharArray();
        String one = PasswordHash.of(password);

        assertThat(one).startsWith("pbkdf2-sha256:600000:").doesNotContain("ssw");
        assertThat(PasswordHash.of(password)).isNotEqualTo(one);
        assertThat(PasswordHash.matches(one, password)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "passwd",
                "pbkdf2-sha256:0:c2FsdA==:VawEbg==",
                "pbkdf2-sha256:99999999:c2FsdA==:VawEbg==",
                "pbkdf2-sha256:1:====:VawEbg==",
                "pbkdf2-sha256:1:c2FsdA==:",
                "pbkdf2-sha1:1:c2FsdA==:VawEbg=="
            })
    void damagedHash_isNobodys(String stored) {
        assertThat(PasswordHash.matches(stored, "passwd".toCharArray())).isFalse();
    }

    /** A hash that was cut is not compared by what is left of it. */
    @Test
    void cutHash_isNobodys() {
        assertThat(PasswordHash.matches(stored("1", VECTOR.substring(0, 8)), "passwd".toCharArray()))
                .isFalse();
    }

    private static String stored(String iterations, String hash) {
        Base64.Encoder text = Base64.getEncoder();
        return "pbkdf2-sha256:" + iterations + ":" + text.encodeToString("salt".getBytes()) + ":"
                + text.encodeToString(HexFormat.of().parseHex(hash));
    }
}
