package dev.odb.benchmarks.contestants;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The counter as a Hibernate application maps it. */
@Entity
public class CounterRow {
    @Id
    private int id;

    private long amount;

    /** The one that there is. */
    protected CounterRow() {
        id = 1;
    }

    int id() {
        return id;
    }

    long amount() {
        return amount;
    }
}
