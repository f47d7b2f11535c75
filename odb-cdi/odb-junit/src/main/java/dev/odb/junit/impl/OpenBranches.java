package dev.odb.junit.impl;

import dev.odb.core.Branch;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The branches that have begun and not ended, with where that was. */
final class OpenBranches {
    private final Map<Branch, Begin> begins = new ConcurrentHashMap<>();

    void begun(Branch branch) {
        begins.put(branch, new Begin(Thread.currentThread().getName()));
    }

    void ended(Branch branch) {
        begins.remove(branch);
    }

    /** Fails if there are any, and forgets them. */
    void check(String test) {
        Map<Branch, Begin> left = Map.copyOf(begins);
        if (left.isEmpty()) {
            return;
        }
        begins.clear();
        TreeSet<String> threads = new TreeSet<>();
        left.values().forEach(begin -> threads.add("thread '" + begin.thread + "'"));
        throw JunitMessages.transactionsLeft(
                test, threads, left.values().iterator().next());
    }

    /** Where a transaction used the database first. */
    private static final class Begin extends Exception {
        private static final long serialVersionUID = 1;

        private final String thread;

        Begin(String thread) {
            super("The transaction used the database here first, on thread '" + thread + "'");
            this.thread = thread;
        }
    }
}
