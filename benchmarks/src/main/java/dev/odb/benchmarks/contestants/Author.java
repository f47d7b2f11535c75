package dev.odb.benchmarks.contestants;

import dev.odb.Persistent;

/** An author as an ODB application writes it. */
@Persistent
public class Author {
    private final String name;

    public Author(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }
}
