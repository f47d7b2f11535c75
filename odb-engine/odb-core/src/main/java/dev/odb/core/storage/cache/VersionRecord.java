package dev.odb.core.storage.cache;

import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Revision;

/** One that has a lineage. Of an object in a version it also keeps, once it was read, what all others see meanwhile. */
final class VersionRecord extends CachedRecord {
    /** What the lineage takes beside the letters of the version's name, and the reference to the other revision. */
    private static final int LINEAGE = 96;
    /** What the other revision takes beside its bytes. */
    private static final int OUTSIDE = 56;

    private final Lineage lineage;
    private final Revision outside;

    VersionRecord(long oid, Revision revision, long until, Revision outside) {
        super(oid, revision.serial(), revision.record(), until);
        this.lineage = revision.lineage();
        this.outside = outside;
    }

    /** The same with what others see. */
    VersionRecord with(Revision seen) {
        return new VersionRecord(oid, revision(), until(), seen);
    }

    @Override
    Lineage lineage() {
        return lineage;
    }

    @Override
    Revision exactly(long wanted) {
        return outside != null && outside.serial() == wanted ? outside : super.exactly(wanted);
    }

    @Override
    long bytes() {
        return super.bytes()
                + LINEAGE
                + 2L * lineage.version().length()
                + (outside == null ? 0 : OUTSIDE + outside.record().length);
    }
}
