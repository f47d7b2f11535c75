package dev.odb.core.inflow;

import java.util.TreeSet;

/** The waiting tasks of one key, of which only the first may be taken, and not while another one is being worked on. */
final class KeyLine {
    final String key;
    final TreeSet<KnownTask> tasks = new TreeSet<>(KnownTask.ORDER);
    /** The first one, if it is in the queue's order. */
    KnownTask offered;
    /** Somebody works on one of them. */
    boolean busy;

    KeyLine(String key) {
        this.key = key;
    }
}
