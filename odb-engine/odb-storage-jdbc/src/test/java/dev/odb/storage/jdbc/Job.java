package dev.odb.storage.jdbc;

import dev.odb.Persistent;

/** A task that knows how often it was done, and by whom last. */
@Persistent
final class Job {
    final String key;
    final int number;
    private int times;
    private String by = "";

    Job(String key, int number) {
        this.key = key;
        this.number = number;
    }

    void done(String server) {
        times++;
        by = server;
    }

    int times() {
        return times;
    }

    String by() {
        return by;
    }
}
