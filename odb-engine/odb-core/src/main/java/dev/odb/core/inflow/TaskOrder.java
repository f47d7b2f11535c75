package dev.odb.core.inflow;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** Which waiting task is next. Guarded by the queue's lock. */
final class TaskOrder {
    private final TreeSet<KnownTask> ready = new TreeSet<>(KnownTask.ORDER);
    private final TreeSet<KnownTask> later = new TreeSet<>(KnownTask.DUE);
    private final Map<String, KeyLine> lines = new HashMap<>();
    private int claims;

    /** The line of a key, null for none. */
    KeyLine line(String key) {
        return key.isEmpty() ? null : lines.computeIfAbsent(key, KeyLine::new);
    }

    /** A task waits. */
    void add(KnownTask task) {
        if (task.line == null) {
            offer(task);
        } else {
            // the line may have become empty meanwhile, and another one been made
            task.line = line(task.line.key);
            task.line.tasks.add(task);
            reoffer(task.line);
        }
    }

    /** It waits no more, or its place is about to change. */
    void remove(KnownTask task) {
        if (task.line == null) {
            withdraw(task);
        } else {
            task.line.tasks.remove(task);
            reoffer(task.line);
        }
    }

    /** Takes a task, and holds its line up. */
    void claim(KnownTask task) {
        claims++;
        task.claimed = true;
        if (task.line != null) {
            task.line.busy = true;
        }
        remove(task);
    }

    /** The task of that line is not worked on any more. */
    void unclaim(KnownTask task) {
        claims--;
        task.claimed = false;
        if (task.line != null) {
            task.line.busy = false;
            reoffer(task.line);
        }
    }

    /** How many tasks are claimed. */
    int claims() {
        return claims;
    }

    /** What can be taken at that time, or null. */
    KnownTask next(long now) {
        while (!later.isEmpty() && later.first().due <= now) {
            ready.add(later.pollFirst());
        }
        return ready.isEmpty() ? null : ready.first();
    }

    /** When the next delayed task can be taken; the greatest number if there is none. */
    long nextDue() {
        return later.isEmpty() ? Long.MAX_VALUE : later.first().due;
    }

    private void reoffer(KeyLine line) {
        KnownTask first = line.busy || line.tasks.isEmpty() ? null : line.tasks.first();
        if (line.offered != first || first != null && !isOffered(first)) {
            if (line.offered != null) {
                withdraw(line.offered);
            }
            line.offered = first;
            if (first != null) {
                offer(first);
            }
        }
        if (line.tasks.isEmpty() && !line.busy) {
            lines.remove(line.key, line);
        }
    }

    private boolean isOffered(KnownTask task) {
        return ready.contains(task) || later.contains(task);
    }

    private void offer(KnownTask task) {
        (task.due == 0 ? ready : later).add(task);
    }

    private void withdraw(KnownTask task) {
        if (!ready.remove(task)) {
            later.remove(task);
        }
    }
}
