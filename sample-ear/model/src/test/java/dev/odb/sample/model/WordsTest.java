package dev.odb.sample.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void text_givesLowerCaseRunsOfLettersAndDigits() {
        assertThat(Words.of("HHH-7321: a <b>LEFT</b> join, a left-join."))
                .containsExactly("7321", "a", "b", "hhh", "join", "left");
    }

    @Test
    void lettersOutsideTheBasicPlane_areLetters() {
        String gothic = new StringBuilder()
                .appendCodePoint(0x10330)
                .appendCodePoint(0x10331)
                .toString();
        assertThat(Words.of("x " + gothic + "! Übergrößenträger 東京"))
                .containsExactlyInAnyOrder("x", gothic, "übergrößenträger", "東京");
    }

    @Test
    void turkishServer_lowersAsAnyOther() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(Words.of("TITLE")).containsExactly("title");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void overlongWord_isKnownByItsBeginning() {
        assertThat(Words.of("y".repeat(100_000))).containsExactly("y".repeat(64));
    }

    @Test
    void nothingButSigns_hasNoWord() {
        assertThat(Words.of(" <>&\"'\n")).isEmpty();
    }
}
