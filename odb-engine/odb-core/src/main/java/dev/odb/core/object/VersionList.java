package dev.odb.core.object;

import dev.odb.VersionInfo;
import dev.odb.VersionLock;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Tids;
import dev.odb.core.version.StoredLock;
import dev.odb.core.version.StoredVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The versions as an administrator looks at them. Belongs to its workspace. */
public final class VersionList {
    private final Workspace workspace;
    private final DatabaseContext database;
    private final VersionIndex index;

    VersionList(Workspace workspace, DatabaseContext database, VersionIndex index) {
        this.workspace = workspace;
        this.database = database;
        this.index = index;
    }

    /** All, by name; it looks at every object in them. */
    public List<VersionInfo> infos() {
        return index.all().values().stream().map(this::info).toList();
    }

    private VersionInfo info(StoredVersion version) {
        long objects = 0;
        long bytes = 0;
        long newest = 0;
        List<VersionLock> locks = new ArrayList<>();
        for (long oid : version.objects()) {
            Revision head = workspace.revisions().head(oid);
            if (head != null && head.version().equals(version.name())) {
                objects++;
                bytes += head.record().length;
                newest = Math.max(newest, head.serial());
                StoredLock lock = version.lock(oid);
                if (lock != null) {
                    locks.add(lock(oid, head, lock));
                }
            }
        }
        Instant last = newest == 0 ? version.begun() : Tids.instant(newest);
        return new VersionInfo(version.name(), version.owner(), version.begun(), last, objects, bytes, locks);
    }

    private VersionLock lock(long oid, Revision head, StoredLock lock) {
        String type = database.catalog().get(RecordInfo.classId(head.record())).name();
        boolean changed = HeldObject.isChanged(database.storage(), oid, head);
        return new VersionLock(oid, type, lock.owner(), lock.since(), Optional.ofNullable(lock.until()), changed);
    }
}
