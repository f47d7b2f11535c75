package dev.odb.benchmarks.server.fairness;

import dev.odb.benchmarks.IssueText;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;

/** The issue's own fields, and the version that optimistic locking compares. */
@Entity
public class HotRow {
    @Id
    private int id;

    private String title;

    @Column(length = 4000)
    private String body;

    private int status;

    @Version
    private int version;

    protected HotRow() {}

    HotRow(IssueText text) {
        id = text.id();
        title = text.title();
        body = text.body();
    }

    void status(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }
}
