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

    void commit(String name) {
        change("committed version " + name, versions -> versions.commit(name, VersionOperations.ADMINISTRATOR));
    }

    void abort(String name) {
        change("aborted version " + name, versions -> versions.abort(name, VersionOperations.ADMINISTRATOR));
    }

    void breakLock(String name, long oid) {
        change("broke the lock on object " + oid + " in version " + name, versions -> versions.breakLock(name, oid));
    }

    private void change(String description, Consumer<VersionOperations> how) {
        try {
            CHANGE.run(() -> {
                once(description, how);
                return null;
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("an operation on versions throws unchecked exceptions only", e);
        }
    }

    private void once(String description, Consumer<VersionOperations> how) {
        try (OdbConnection connection = database.connect(Isolation.SNAPSHOT)) {
            ((WorkspaceConnection) connection).versions(versions -> {
                how.accept(versions);
                return null;
            });
            connection.transaction().describe(description);
            connection.commit();
        }
    }
}
