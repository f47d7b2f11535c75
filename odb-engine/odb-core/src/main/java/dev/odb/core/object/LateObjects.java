package dev.odb.core.object;

import dev.odb.core.record.tracked.LateTargets;
import dev.odb.spi.Managed;

/**
 * The targets of one record's references that are made late. Knows of the workspace no more than its tombstone needs:
 * what is asked for after the end is a ghost of nobody's identity map.
 */
final class LateObjects implements LateTargets {
    private final long[] oids;
    /** One ghost for each class, at the places of its references, or only one. */
    private final Managed[] prototypes;

    private final Known known;

    /** The objects in memory of a workspace, until it ends. */
    static final class Known {
        private final WorkspaceOwner owner;
        private volatile IdentityMap objects;
        /** Of what is loaded, once nothing is loaded any more. */
        private OidFilter loaded;

        Known(WorkspaceOwner owner, IdentityMap objects) {
            this.owner = owner;
            this.objects = objects;
        }

        /** Nothing is loaded any more: most of what lists refer to is not there, and that is found out faster. */
        void settling() {
            LoadedObjects all = objects.loaded();
            loaded = new OidFilter(all.size());
            all.forEach(object -> loaded.add(object.$odb_oid()));
        }

        /** From now on nothing is known. */
        void end() {
            objects = null;
            loaded = null;
        }

        Managed get(long oid) {
            IdentityMap live = objects;
            return live == null ? null : live.get(oid);
        }

        Managed loaded(long oid) {
            IdentityMap live = objects;
            boolean possible = live != null && (loaded == null || loaded.mayContain(oid));
            return possible ? live.loaded().get(oid) : null;
        }

        Managed adopt(Managed ghost, long oid) {
            ghost.$odb_oid(oid);
            ghost.$odb_owner(owner);
            IdentityMap live = objects;
            if (live != null) {
                live.put(ghost);
            }
            return ghost;
        }
    }

    LateObjects(long[] oids, Managed[] prototypes, Known known) {
        this.oids = oids;
        this.prototypes = prototypes;
        this.known = known;
    }

    @Override
    public Managed target(int place) {
        Managed there = known.get(oids[place]);
        if (there != null) {
            return there;
        }
        Managed prototype = prototypes.length == 1 ? prototypes[0] : prototypes[place];
        return known.adopt(prototype.$odb_ghost(), oids[place]);
    }

    @Override
    public Managed loaded(int place) {
        return known.loaded(oids[place]);
    }
}
