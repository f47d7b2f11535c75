package dev.odb.core.isolation;

/** Something that snapshot isolation forbids. */
record Anomaly(Kind kind, String text) {
    enum Kind {
        /** A value was seen of a transaction that rolled back, was not yet told to commit, or never ran. */
        DIRTY_READ,
        /** Some but not all of what one transaction appended to a list was seen. */
        INTERMEDIATE_READ,
        /** A committed change is not in the final state. */
        LOST_UPDATE,
        /** A value is in a list twice. */
        DUPLICATE,
        /** A list was seen that it never was. */
        NOT_A_PREFIX,
        /** Within a transaction, a read does not follow from the ones before it and its own changes. */
        UNREPEATABLE_READ,
        /** Both of two concurrent transactions changed a list and committed. */
        FIRST_COMMITTER,
        /** Three counts of one thing differ. */
        TORN_CENSUS,
        /** A counter is not the sum of its committed increments. */
        WRONG_SUM,
        /** Serials contradict what was read. */
        SERIALS,
        /** A cycle of ww edges. */
        G0,
        /** A cycle of ww, wr and real-time edges. */
        G1C,
        /** A cycle with exactly one rw edge: a torn read. */
        G_SINGLE,
        /** A cycle with several rw edges, no two in a row. */
        G_NONADJACENT,
        /** A read that was to count was outdated when its transaction committed. */
        VERIFIED_READ,
        /** No serial order of the committed transactions explains what they saw, where one was promised. */
        NOT_SERIALIZABLE
    }
}
