package dev.odb.core.inflow;

import dev.odb.core.object.ClassView;
import dev.odb.core.object.Workspace;
import dev.odb.queue.QueuePage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one transaction has sent, and the pages that are its own until it is over. Used by one thread at a time, but it may be
 * ended by another one meanwhile.
 */
public final class SentTasks {
    private static final int ANY = -1;

    private Map<Place, Current> current = Map.of();
    private Map<OpenQueue, List<KnownPage>> taken = Map.of();
    private int places;
    private boolean over;

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
    synchronized QueuePage page(OpenQueue queue, Workspace workspace, ClassView view, String key) {
        workspace.requireUsable();
        if (over) {
            throw new IllegalStateException("the transaction is over");
        }
        if (taken.isEmpty()) {
            current = new HashMap<>();
            taken = new HashMap<>();
        }
        int stripe = key.isEmpty() ? ANY : queue.stripe(key);
        Place place = new Place(queue, view, stripe);
        Current now = current.get(place);
        if (now == null || now.room <= 0) {
            now = new Current(queue.take(stripe, this));
            taken.computeIfAbsent(queue, q -> new ArrayList<>()).add(now.page);
            current.put(place, now);
            workspace.layOver(now.page.since);
        }
        now.room--;
        return workspace.object(now.page.oid, QueuePage.class);
    }

    /** The transaction is over. */
    public synchronized void over() {
        over = true;
        taken.forEach((queue, pages) -> queue.giveBack(pages, this));
        taken = Map.of();
        current = Map.of();
    }
}
