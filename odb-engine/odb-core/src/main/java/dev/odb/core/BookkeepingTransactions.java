package dev.odb.core;

import dev.odb.Isolation;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import dev.odb.core.inflow.Bookkeeping;
import dev.odb.replay.Replay;
import java.time.Duration;
import java.util.function.Function;

/** On connections of its own, so that a replay's reservations on the thread are left for whom they are. */
final class BookkeepingTransactions implements Bookkeeping {
    private static final Replay CHANGE = new Replay(10, Duration.ofSeconds(30));

    private final ObjectDatabase database;

    BookkeepingTransactions(ObjectDatabase database) {
        this.database = database;
    }

    @Override
    public <T> T read(Function<OdbConnection, T> how) {
        try (OdbConnection connection = database.connect(Isolation.SNAPSHOT)) {
            return how.apply(connection);
        }
    }

    @Override
    public <T> T change(String description, Function<OdbConnection, T> how) {
        try {
            return CHANGE.run(() -> once(description, how));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a change of the bookkeeping throws unchecked exceptions only", e);
        }
    }

    private <T> T once(String description, Function<OdbConnection, T> how) {
        try (OdbConnection connection = database.connect(Isolation.SNAPSHOT)) {
            T result = how.apply(connection);
            ((CurrentTransaction) connection.transaction()).bookkeeping().describe(description);
            connection.commit();
            return result;
        }
    }
}
