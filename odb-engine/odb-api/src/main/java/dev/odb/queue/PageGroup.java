package dev.odb.queue;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;

/** Some pages of a stripe. Pages are only ever added. */
@Persistent
public final class PageGroup {
    /** How many pages are in one. */
    public static final int ROOM = 64;

    private final List<QueuePage> pages = new ArrayList<>();

    /** An empty one. */
    public PageGroup() {}

    /** Its pages; may be added to. */
    public List<QueuePage> pages() {
        return pages;
    }
}
