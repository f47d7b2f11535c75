package dev.odb.storage.jdbc;

import dev.odb.Persistent;

/** Has so much. */
@Persistent
class Account {
    private long balance;

    Account(long balance) {
        this.balance = balance;
    }

    long balance() {
        return balance;
    }

    void add(long much) {
        balance += much;
    }
}
