package dev.odb.junit;

import dev.odb.junit.model.Account;
import dev.odb.junit.model.Bank;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/** Begins with an account of nothing. */
abstract class WithBank {
    @Inject
    Bank bank;

    @Inject
    Transactions transactions;

    @BeforeEach
    void create() {
        transactions.connected(c -> c.root("account", Account.class, Account::new));
    }
}
