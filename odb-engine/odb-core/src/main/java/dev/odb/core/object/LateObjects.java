package dev.odb.core.object;

import dev.odb.core.record.tracked.LateTargets;
import dev.odb.spi.Managed;

/**
 * The targets of one record's references that are made late. Knows of the workspace no more than its tombstone needs:
 * what is asked for after the end is a ghost of nobody's identity map.
 */
final class LateObjects implements LateTargets {
    private final long[] oids;
    private final int[] classIds;
    /** One ghost for each class. */
    private final Prototypes prototypes;

    private final Known known;

    /** The objects in memory of a workspace, until it ends. */
    static final class Known {
        private final WorkspaceOwner owner;
        private volatile IdentityMap objects;
        /** Of what is loaded, once nothing is loaded any more; else null. */
        private OidFilter loaded;

        Known(WorkspaceOwner owner, IdentityMap objects) {
            this.owner = owner;
            this.objects = objects;
        }

        /** Nothing is loaded any more: most of what lists refer to is not there, and that is found out faster. */
        void settling() {
            LoadedObjects all = objects.loaded();
            loaded = new OidFilter(all.size());
            for (int i = 0; i < all.size(); i++) {
                loaded.add(all.at(i).$odb_oid());
            }
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

        int nextLoaded(long[] oids, int[] places, int from) {
            IdentityMap live = objects;
            OidFilter filter = loaded;
            for (int i = from; live != null && i < places.length; i++) {
                if (places[i] != 0) {
                    long oid = oids[places[i] - 1];
                    if ((filter == null || filter.mayContain(oid))
                            && live.loaded().get(oid) != null) {
                        return i;
                    }
                }
            }
            return -1;
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

    LateObjects(long[] oids, int[] classIds, Prototypes prototypes, Known known) {
        this.oids = oids;
        this.classIds = classIds;
        this.prototypes = prototypes;
        this.known = known;
    }

    @Override
    public Managed target(int place) {
        Managed there = known.get(oids[place]);
        if (there != null) {
            return there;
        }
        return known.adopt(prototypes.get(classIds[place]).$odb_ghost(), oids[place]);
    }

    @Override
    public int nextLoaded(int[] places, int from) {
        return known.nextLoaded(oids, places, from);
    }
}
