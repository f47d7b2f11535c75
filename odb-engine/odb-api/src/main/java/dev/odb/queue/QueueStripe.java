package dev.odb.queue;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;

/** The part of a queue for some of its keys. Groups are only ever added. */
@Persistent
public final class QueueStripe {
    private final List<PageGroup> groups = new ArrayList<>();

    /** With one group of empty pages. */
    public QueueStripe(int pages) {
        PageGroup first = new PageGroup();
        for (int i = 0; i < pages; i++) {
            first.pages().add(new QueuePage());
        }
        groups.add(first);
    }

    /** Its groups; may be added to. */
    public List<PageGroup> groups() {
        return groups;
    }
}
