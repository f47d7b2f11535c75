package dev.odb.core;

import dev.odb.NoTransactionException;
import dev.odb.OdbException;

/** The messages of the engine's entry, ODB-3900 to ODB-3999. */
final class EngineMessages {
    private EngineMessages() {}

    static OdbException closed(String location) {
        return new NoTransactionException(
                "ODB-3901", "The database at " + location + " has been closed; open it again.");
    }

    static OdbException branchOver(boolean rollbackOnly) {
        return new NoTransactionException(
                "ODB-3902",
                rollbackOnly
                        ? "The transaction was marked rollback-only and has been rolled back."
                        : "The transaction is over already.");
    }

    static OdbException endedFromOutside(String call) {
        return new NoTransactionException(
                "ODB-3903",
                call + "() is for connections of ObjectDatabase.connect(); this transaction is ended by whoever began"
                        + " it: transact() or the transaction manager.");
    }
}
