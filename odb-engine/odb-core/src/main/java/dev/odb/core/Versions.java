package dev.odb.core;

import dev.odb.Isolation;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import dev.odb.VersionInfo;
import dev.odb.core.object.VersionOperations;
import dev.odb.replay.Replay;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What an administrator looks at and does with versions, each in a transaction of its own. All threads may use it. */
final class Versions {
    private static final Replay CHANGE = new Replay(10, Duration.ofSeconds(30));

    private final ObjectDatabase database;

    Versions(ObjectDatabase database) {
        this.database = database;
    }

    List<VersionInfo> list() {
        try (OdbConnection connection = database.connect(Isolation.SNAPSHOT)) {
            return ((WorkspaceConnection) connection).versions(all -> all.list().infos());
        }
    }

    long commit(String given) {
        String name = Engine.versionName(given);
        return change("committed version " + name, versions -> versions.commit(name, VersionOperations.ADMINISTRATOR));
    }

    long abort(String given) {
        String name = Engine.versionName(given);
        return change("aborted version " + name, versions -> versions.abort(name, VersionOperations.ADMINISTRATOR));
    }

    void breakLock(String given, long oid) {
        String name = Engine.versionName(given);
        change("broke the lock on object " + oid + " in version " + name, versions -> versions.breakLock(name, oid));
    }

    /** Gives the tid of the transaction. */
    private long change(String description, Consumer<VersionOperations> how) {
        try {
            return CHANGE.run(() -> once(description, how));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("an operation on versions throws unchecked exceptions only", e);
        }
    }

    private long once(String description, Consumer<VersionOperations> how) {
        try (LocalConnection connection = (LocalConnection) database.connect(Isolation.SNAPSHOT)) {
            connection.versions(versions -> {
                how.accept(versions);
                return null;
            });
            connection.transaction().describe(description);
            connection.commit();
            return connection.committed();
        }
    }
}
