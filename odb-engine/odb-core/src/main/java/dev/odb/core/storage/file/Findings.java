package dev.odb.core.storage.file;

import java.util.ArrayList;
import java.util.List;

/** Collects what is found, but no more than fits easily into memory; the rest is counted. One thread. */
final class Findings {
    private static final int MOST = 10_000;

    private final List<Finding> found = new ArrayList<>();
    private long more;
    private boolean damage;

    void add(Finding finding) {
        damage |= finding.damage();
        if (found.size() < MOST) {
            found.add(finding);
        } else {
            more++;
        }
    }

    /** Whether any of them is damage. */
    boolean damage() {
        return damage;
    }

    List<Finding> list() {
        List<Finding> list = new ArrayList<>(found);
        if (more > 0) {
            list.add(FindingMessages.more(more));
        }
        return list;
    }
}
