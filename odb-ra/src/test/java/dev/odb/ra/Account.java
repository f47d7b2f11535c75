package dev.odb.ra;

import dev.odb.Persistent;

/** What the tests store. */
@Persistent
class Account {
    private int balance;

    Account(int balance) {
        this.balance = balance;
    }

    int balance() {
        return balance;
    }

    void add(int amount) {
        balance += amount;
    }
}
