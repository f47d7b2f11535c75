package dev.odb.core.isolation;

/** Between two transactions, by id. */
record Edge(int from, int to, Kind kind) {
    enum Kind {
        /** {@code to} overwrote what {@code from} wrote. */
        WW,
        /** {@code to} read what {@code from} wrote. */
        WR,
        /** {@code from} was over before {@code to} began. */
        REAL_TIME,
        /** {@code from} was over before {@code to} was told to commit: orders the commits, says nothing of snapshots. */
        ACKNOWLEDGED,
        /** {@code to} overwrote what {@code from} read. */
        RW,
        /** The same, and the read was verified when {@code from} committed. */
        VERIFIED_RW;

        boolean antidependency() {
            return this == RW || this == VERIFIED_RW;
        }
    }

    @Override
    public String toString() {
        return "T" + from + " -" + kind + "-> T" + to;
    }
}
