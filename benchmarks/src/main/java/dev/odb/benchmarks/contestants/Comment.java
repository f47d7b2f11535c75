package dev.odb.benchmarks.contestants;

import dev.odb.Persistent;

/** A comment as an ODB application writes it. */
@Persistent
public class Comment {
    private final String text;

    Comment(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
