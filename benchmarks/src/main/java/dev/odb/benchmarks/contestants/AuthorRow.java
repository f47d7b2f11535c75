package dev.odb.benchmarks.contestants;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An author as a Hibernate application maps it. */
@Entity
public class AuthorRow {
    @Id
    private int id;

    private String name;

    protected AuthorRow() {}

    public AuthorRow(int id, String name) {
        this.id = id;
        this.name = name;
    }

    int id() {
        return id;
    }

    String name() {
        return name;
    }
}
