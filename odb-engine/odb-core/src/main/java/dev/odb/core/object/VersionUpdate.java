package dev.odb.core.object;

import dev.odb.core.object.GivenStates.Given;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.Writes;
import dev.odb.core.transaction.CommitRequest;
import dev.odb.core.transaction.RecordResolver;
import dev.odb.core.version.StoredVersion;
import dev.odb.core.version.VersionDirectory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one commit writes and has checked of the versions that it writes in, begins or ends. Who writes in a version has the
 * version's own object verified, and so shares it; who ends the version writes that object, and has its lists of objects
 * verified, so that nobody has put one in since they were read.
 */
final class VersionUpdate {
    private final Workspace index;
    private final String user;
    private final Instant now;
    private final Set<String> ended = new HashSet<>();
    private VersionDirectory directory;

    /**
     * Of one commit.
     *
     * @param index a workspace of its own for it
     * @param user whose versions are that begin
     */
    VersionUpdate(Workspace index, String user, Instant now) {
        this.index = index;
        this.user = user;
        this.now = now;
    }

    /**
     * Which objects come into versions and leave them.
     *
     * @param written the versions that are written in, with those of the objects that may not be known to be in them
     * @param left the versions that objects leave, with those objects
     */
    record Moves(Map<String, Set<Long>> written, Map<String, Set<Long>> left) {
        boolean isEmpty() {
            return written.isEmpty() && left.isEmpty();
        }
    }

    /** What a workspace's writes say of that. */
    static Moves moves(Writes writes, Workspace workspace) {
        Moves moves = new Moves(new HashMap<>(), new HashMap<>());
        GivenStates states = workspace.changes().given();
        for (int i = 0; i < writes.size(); i++) {
            Lineage lineage = writes.lineage(i);
            long oid = writes.oid(i);
            Given given = states.get(oid);
            WorkspaceVersion.Head taken = workspace.version().taken(oid);
            String to = lineage == null ? "" : lineage.version();
            String from = given != null ? given.from() : taken != null ? taken.version() : to;
            if (!to.isEmpty()) {
                Set<Long> entered = moves.written.computeIfAbsent(to, name -> new HashSet<>());
                if (lineage.pre() == 0 || given != null) {
                    entered.add(oid);
                }
            }
            if (!from.isEmpty() && !from.equals(to)) {
                moves.left.computeIfAbsent(from, name -> new HashSet<>()).add(oid);
            }
        }
        return moves;
    }

    /** The request with it. */
    CommitRequest complete(CommitRequest request, VersionChanges changes, Moves moves) {
        directory = VersionIndex.in(index);
        changes.ended().forEach(this::end);
        moves.left.forEach(this::leave);
        changes.begun().forEach(this::version);
        moves.written.forEach(this::enter);
        changes.locks().forEach((place, lock) -> {
            if (!ended.contains(place.version())) {
                version(place.version()).lock(place.oid(), lock);
            }
        });
        return joined(request, index.changes().collect(request.metadata(), true));
    }

    private void end(String name) {
        StoredVersion version = directory.versions().remove(name);
        if (version != null) {
            version.end();
            version.parts().forEach(index::readCurrent);
        }
        ended.add(name);
    }

    private void leave(String name, Set<Long> oids) {
        StoredVersion version = directory.versions().get(name);
        if (version != null) {
            shared(version);
            oids.forEach(version::remove);
        }
    }

    private void enter(String name, Set<Long> oids) {
        oids.forEach(version(name)::add);
    }

    /** The version of that name, which is begun if there is none. */
    private StoredVersion version(String name) {
        StoredVersion version = directory.versions().get(name);
        if (version == null) {
            version = new StoredVersion(name, user, now);
            directory.versions().put(name, version);
        }
        shared(version);
        return version;
    }

    private void shared(StoredVersion version) {
        index.readCurrent(version);
    }

    private CommitRequest joined(CommitRequest request, CommitRequest own) {
        List<ReadCheck> reads = new ArrayList<>(request.reads());
        reads.addAll(own.reads());
        reads.sort(Comparator.comparingLong(ReadCheck::oid));
        Set<Long> verified = new HashSet<>(request.verified());
        verified.addAll(own.verified());
        RecordResolver resolver = (oid, old, committed, mine) -> own.writes().find(oid) >= 0
                ? own.resolver().resolve(oid, old, committed, mine)
                : request.resolver().resolve(oid, old, committed, mine);
        return new CommitRequest(
                request.owner(),
                JoinedWrites.of(request.writes(), own.writes()),
                reads,
                request.unchanged(),
                verified,
                request.metadata(),
                resolver,
                request.version());
    }

    /** The transaction is over. */
    void end() {
        index.endClosed();
    }
}
