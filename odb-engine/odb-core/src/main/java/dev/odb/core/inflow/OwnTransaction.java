package dev.odb.core.inflow;

import dev.odb.ConflictException;
import dev.odb.core.object.DatabaseContext;
import dev.odb.core.object.Workspace;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.transaction.CommitRequest;
import java.util.Map;
import java.util.function.Function;

/** Transactions of the engine's own, beside that of the thread; with no classes but those of the API. */
final class OwnTransaction {
    private static final int ATTEMPTS = 10;

    private OwnTransaction() {}

    /** Shows what is newest. */
    static <T> T read(DatabaseContext database, Function<Workspace, T> body) {
        Workspace own = new Workspace(database, () -> true);
        try {
            return body.apply(own);
        } finally {
            own.endClosed();
        }
    }

    /** What only the database itself has to know of. */
    static TransactionMetadata bookkeeping(String description) {
        return new TransactionMetadata("", description, Map.of(), false).asBookkeeping();
    }

    /** Commits what the body changes; after a conflict it runs again. */
    static <T> T change(DatabaseContext database, TransactionMetadata about, Function<Workspace, T> body) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(database, about, body);
            } catch (ConflictException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static <T> T once(DatabaseContext database, TransactionMetadata about, Function<Workspace, T> body) {
        Workspace own = new Workspace(database, () -> true);
        boolean done = false;
        try {
            T result = body.apply(own);
            CommitRequest request = own.changes().collect(about, false);
            if (request.writes().isEmpty()) {
                database.commits().release(request.owner());
            } else {
                database.commits().commit(request);
            }
            own.endCommitted();
            done = true;
            return result;
        } finally {
            if (!done) {
                own.endRolledBack();
                database.commits().release(own.lockOwner());
            }
        }
    }
}
