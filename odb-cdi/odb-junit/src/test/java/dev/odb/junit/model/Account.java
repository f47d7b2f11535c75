package dev.odb.junit.model;

import dev.odb.Counter;
import dev.odb.Persistent;

/** A balance, and how often it was looked at, which merges. */
@Persistent
public class Account {
    private int balance;
    private Counter visits = new Counter();

    public int balance() {
        return balance;
    }

    public void add(int amount) {
        balance += amount;
    }

    public Counter visits() {
        return visits;
    }
}
