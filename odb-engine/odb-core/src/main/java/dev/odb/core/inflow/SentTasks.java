package dev.odb.core.inflow;

import dev.odb.core.object.ClassView;
import dev.odb.core.object.Workspace;
import dev.odb.queue.QueuePage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one transaction has sent, and the pages that are its own until it is over. Used by one thread at a time. */
public final class SentTasks {
    private static final int ANY = -1;

    private final Map<Place, Current> current = new HashMap<>();
    private final Map<OpenQueue, List<KnownPage>> taken = new HashMap<>();
    private int places;

    /** Copies of one page through two class views would be two writers of one object. */
    private record Place(OpenQueue queue, ClassView view, int stripe) {}

    private static final class Current {
        private final KnownPage page;
        private int room;

        Current(KnownPage page) {
            this.page = page;
            this.room = QueuePage.ROOM - page.tasks.length;
        }
    }

    /** Nothing yet. */
    public SentTasks() {}

    /** The place of the next task. */
    int nextPlace() {
        return places++;
    }

    /** Where to enter the next task of that key. */
    QueuePage page(OpenQueue queue, Workspace workspace, ClassView view, String key) {
        int stripe = key.isEmpty() ? ANY : queue.stripe(key);
        Current now = current.get(new Place(queue, view, stripe));
        if (now == null || now.room <= 0) {
            now = new Current(queue.take(stripe, this));
            taken.computeIfAbsent(queue, q -> new ArrayList<>()).add(now.page);
            current.put(new Place(queue, view, stripe), now);
            workspace.layOver(now.page.since);
        }
        now.room--;
        return workspace.object(now.page.oid, QueuePage.class);
    }

    /** The transaction is over. */
    public void over() {
        taken.forEach((queue, pages) -> queue.giveBack(pages, this));
        taken.clear();
        current.clear();
    }
}
