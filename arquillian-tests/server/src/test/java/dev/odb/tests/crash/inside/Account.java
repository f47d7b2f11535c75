package dev.odb.tests.crash.inside;

import dev.odb.Persistent;

/** Our side of the transaction. Two changes of it never merge. */
@Persistent
class Account {
    private int balance;

    int balance() {
        return balance;
    }

    void add(int amount) {
        balance += amount;
    }
}
