package dev.odb.core.transaction;

/**
 * Exclusive locks for which nobody but their holder has asked: two arrays, since a transaction may hold millions. All locks
 * of a holder are let go in one step, by its token; their places are used again when the arrays fill up. Guarded by the
 * lock table's monitor.
 */
final class SoleLocks {
    private static final int SMALL = 64;
    private static final Token NOBODY = new Token(null);

    private long[] oids = new long[SMALL];
    private Token[] holders = new Token[SMALL];
    /** Places in use, those of locks that were let go included. */
    private int used;

    private int live;

    /** What an owner holds until its next release. */
    static final class Token {
        private final LockOwner owner;
        private int count;
        private boolean released;

        Token(LockOwner owner) {
            this.owner = owner;
            this.released = owner == null;
        }

        boolean isEmpty() {
            return count == 0;
        }
    }

    /** Who holds the object's lock, or null. */
    LockOwner holder(long oid) {
        Token token = holders[slot(oid)];
        return token == null || token.released ? null : token.owner;
    }

    /** Gives the lock, which nobody holds, to the token's owner. */
    void take(long oid, Token token) {
        int slot = slot(oid);
        if (holders[slot] == null) {
            if (3 * (used + 1) > 2 * oids.length) {
                rebuild();
                slot = slot(oid);
            }
            used++;
        }
        oids[slot] = oid;
        holders[slot] = token;
        token.count++;
        live++;
    }

    /** Takes a lock out that somebody holds. */
    void remove(long oid) {
        int slot = slot(oid);
        holders[slot].count--;
        holders[slot] = NOBODY;
        live--;
    }

    /** Lets everything go that was taken with the token. */
    void release(Token token) {
        token.released = true;
        live -= token.count;
        if (live == 0 && 2 * used > oids.length) {
            oids = new long[SMALL];
            holders = new Token[SMALL];
            used = 0;
        }
    }

    int size() {
        return live;
    }

    private void rebuild() {
        long[] oldOids = oids;
        Token[] oldHolders = holders;
        int length = Math.max(SMALL, Integer.highestOneBit(live) * 4);
        oids = new long[length];
        holders = new Token[length];
        used = live;
        for (int i = 0; i < oldOids.length; i++) {
            if (oldHolders[i] != null && !oldHolders[i].released) {
                int slot = slot(oldOids[i]);
                oids[slot] = oldOids[i];
                holders[slot] = oldHolders[i];
            }
        }
    }

    private int slot(long oid) {
        int mask = oids.length - 1;
        int slot = (int) (oid * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (holders[slot] != null && oids[slot] != oid) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
