package dev.odb.core.model;

import dev.odb.Persistent;
import java.util.Objects;

/** Equal by its text, so comparing and hashing load it. */
@Persistent
public class Word {
    public final String text;

    public Word(String text) {
        this.text = text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Word word && Objects.equals(word.text, text);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(text);
    }
}
