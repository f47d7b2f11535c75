package dev.odb.queue;

import dev.odb.Persistent;
import dev.odb.Resolvable;
import dev.odb.spi.Hooks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Some tasks of a queue, in no order. What several transactions add and take out at once is all added and taken out. */
@Persistent
public final class QueuePage implements Resolvable<QueuePage> {
    /** How many tasks are to be in one. */
    public static final int ROOM = 64;

    private final List<StoredTask> tasks = new ArrayList<>();

    /** An empty one. */
    public QueuePage() {}

    /** Adds a task; no read, so it merges in serializable transactions too. */
    public void add(StoredTask task) {
        Hooks.changeBlind(this);
        tasks.add(task);
    }

    /** Takes out tasks that nobody will ask for any more; no read. */
    public void removeAll(Collection<StoredTask> gone) {
        Hooks.changeBlind(this);
        Set<StoredTask> out = identitySet(gone);
        tasks.removeIf(out::contains);
    }

    @Override
    public QueuePage resolve(QueuePage old, QueuePage committed, QueuePage mine) {
        Set<StoredTask> before = identitySet(old.tasks);
        Set<StoredTask> kept = identitySet(mine.tasks);
        Set<StoredTask> merged = identitySet(List.of());
        List<StoredTask> all = new ArrayList<>();
        for (StoredTask task : committed.tasks) {
            if ((kept.contains(task) || !before.contains(task)) && merged.add(task)) {
                all.add(task);
            }
        }
        for (StoredTask task : mine.tasks) {
            if (!before.contains(task) && merged.add(task)) {
                all.add(task);
            }
        }
        mine.tasks.clear();
        mine.tasks.addAll(all);
        return mine;
    }

    private static Set<StoredTask> identitySet(Collection<StoredTask> tasks) {
        Set<StoredTask> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(tasks);
        return set;
    }
}
