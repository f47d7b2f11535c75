package dev.odb.queue;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;

/** A queue; never written again once it was made. */
@Persistent
public final class StoredQueue {
    /** How many stripes a new one has. */
    public static final int STRIPES = 16;

    private final List<QueueStripe> stripes = new ArrayList<>();

    /** An empty one. */
    public StoredQueue(int pagesOfStripe) {
        for (int i = 0; i < STRIPES; i++) {
            stripes.add(new QueueStripe(pagesOfStripe));
        }
    }

    /** Its stripes. */
    public List<QueueStripe> stripes() {
        return List.copyOf(stripes);
    }
}
