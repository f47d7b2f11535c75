package dev.odb.storage.jdbc;

import dev.odb.CorruptStorageException;
import dev.odb.OdbException;
import dev.odb.PackException;
import dev.odb.PackProgress.Phase;
import dev.odb.UnknownOutcomeException;
import dev.odb.core.storage.OidSet;
import dev.odb.core.storage.PackMonitor;
import dev.odb.core.storage.PackRequest;
import dev.odb.core.storage.PackResult;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.local.OnePack;
import java.sql.Connection;
import java.util.UUID;
import java.util.concurrent.CancellationException;

/**
 * One pack of a relational storage. It marks what stays, writes down what does not, and decides in one short transaction that holds
 * the commit sequence: then what was committed meanwhile has been looked at, and the pack time, the number of packs and what is gone
 * are known to everybody at once. What is gone is removed afterwards, some objects at a time; a pack that is killed there is
 * finished by the next one. One thread.
 */
final class JdbcPack {
    private final Connections connections;
    private final PackRequest request;
    private final OnePack guard;
    private final RemovedObjects known;
    private final PackRole role;
    private final PackRole.ChangeRunner changes;
    private boolean keeping;
    private boolean decided;

    JdbcPack(
            Connections connections,
            UUID incarnation,
            PackRole.ChangeRunner changes,
            RemovedObjects known,
            PackRequest request,
            OnePack guard) {
        this.connections = connections;
        this.known = known;
        this.request = request;
        this.guard = guard;
        this.changes = changes;
        role = new PackRole(connections.location(), incarnation, changes);
    }

    PackResult run() {
        try {
            return request.dryRun() ? dryRun() : pack();
        } catch (CorruptStorageException e) {
            throw StorageMessages.packUnreadable(connections.location(), e);
        } catch (UnknownOutcomeException e) {
            throw JdbcMessages.packUnfinished(connections.location(), e);
        } catch (PackException e) {
            throw e;
        } catch (OdbException e) {
            throw decided
                    ? JdbcMessages.packUnfinished(connections.location(), e)
                    : JdbcMessages.packFailed(connections.location(), e);
        } catch (CancellationException e) {
            if (decided) {
                throw JdbcMessages.packUnfinished(connections.location(), e);
            }
            throw e;
        }
    }

    private PackResult dryRun() {
        long bound = connections.read(connection -> role.look(connection, request.upTo()));
        long packed = number("SELECT packed_tid FROM odb_database");
        long upTo = newest(bound);
        PackCount before = PackCount.of(connections);
        progress(Phase.READ, 0, before.contents().objects());
        if (upTo <= packed) {
            return new PackResult(packed, before.contents(), before.contents(), new OidSet(), role.heldBack());
        }
        PackGarbage garbage = new PackGarbage(role, changes, 0);
        garbage.find(connections, mark(upTo), upTo);
        progress(Phase.KEEP, 0, garbage.oids().size());
        PackCount removable = PackCount.removable(connections, garbage, upTo);
        return new PackResult(upTo, before.contents(), before.without(removable), new OidSet(), role.heldBack());
    }

    private PackResult pack() {
        long bound = role.take(request.upTo());
        try {
            finishEarlier();
            long packed = number("SELECT packed_tid FROM odb_database");
            long upTo = newest(bound);
            progress(Phase.READ, 0, number("SELECT COUNT(*) FROM odb_object"));
            if (upTo > packed) {
                return pack(upTo);
            }
            PackCount count = PackCount.of(connections);
            progress(Phase.KEEP, 0, count.contents().objects());
            return new PackResult(packed, count.contents(), count.contents(), new OidSet(), role.heldBack());
        } finally {
            role.giveBack();
        }
    }

    private PackResult pack(long upTo) {
        PackGarbage.forget(role, changes);
        PackMark mark = mark(upTo);
        long number = number("SELECT packs FROM odb_commit_sequence") + 1;
        PackGarbage garbage = new PackGarbage(role, changes, number);
        if (!request.keepUnreachable()) {
            garbage.find(connections, mark, upTo);
        }
        keeping = true;
        progress(Phase.KEEP, 0, garbage.oids().size());
        garbage.store();
        look(mark);
        PackDecision decision = new PackDecision(role, mark, garbage, number, upTo);
        request.seal().during(() -> {
            changes.run(decision);
            known.add(number, decision.removed());
            decided = true;
        });
        PackCount removed = removal(upTo, request.monitor()).run(number);
        PackCount after = PackCount.of(connections);
        return new PackResult(upTo, after.and(removed), after.contents(), decision.removed(), role.heldBack());
    }

    /** What a pack has decided that was killed before it was done. */
    private void finishEarlier() {
        long packed = number("SELECT packed_tid FROM odb_database WHERE pack_unfinished");
        if (packed > 0) {
            removal(packed, (phase, done, total) -> {}).run(number("SELECT packs FROM odb_commit_sequence"));
        }
    }

    private PackRemoval removal(long upTo, PackMonitor monitor) {
        return new PackRemoval(connections, role, changes, upTo, guard::requireGoing, monitor);
    }

    private PackMark mark(long upTo) {
        long objects = number("SELECT COUNT(*) FROM odb_object");
        PackMark mark = new PackMark(upTo, request.references(), done -> followed(done, objects));
        if (!request.keepUnreachable()) {
            look(mark);
        }
        return mark;
    }

    private void look(PackMark mark) {
        if (!request.keepUnreachable()) {
            connections.read((Connection connection) -> {
                mark.look(connection);
                return null;
            });
        }
    }

    private long newest(long upTo) {
        return connections.read(
                connection -> Sql.number(connection, "SELECT MAX(tid) FROM odb_transaction WHERE tid <= ?", upTo));
    }

    private long number(String sql) {
        return connections.read(connection -> Sql.number(connection, sql));
    }

    /** What is looked at again while it decides is no news. */
    private void followed(long done, long objects) {
        if (keeping) {
            guard.requireGoing();
        } else {
            progress(Phase.FOLLOW, done, objects);
        }
    }

    private void progress(Phase phase, long done, long total) {
        request.monitor().progress(phase, done, total);
        guard.requireGoing();
    }
}
