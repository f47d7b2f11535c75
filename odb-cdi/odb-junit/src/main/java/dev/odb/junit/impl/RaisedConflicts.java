package dev.odb.junit.impl;

import dev.odb.OdbConnection;
import dev.odb.core.Branch;
import dev.odb.core.Rival;
import dev.odb.junit.Conflicts;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Conflicts that come by a {@link Rival}'s commit. */
final class RaisedConflicts implements Conflicts {
    private final TransactionSynchronizationRegistry registry;
    private final List<Wish> wishes = new ArrayList<>();

    RaisedConflicts(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public <T> void raise(int commits, Class<T> type, Predicate<? super T> which) {
        String what = type == Object.class ? "any object" : "objects of " + type.getName();
        add(commits, what, branch -> object -> type.isInstance(object) && which.test(type.cast(object)));
    }

    @Override
    public void raiseOnRoot(int commits, String root) {
        add(commits, "the root '" + root + "'", branch -> {
            OdbConnection session = branch.session(Thread.currentThread().getContextClassLoader());
            Object wanted = session.roots().get(root);
            return object -> object == wanted;
        });
    }

    @Override
    public void raiseHere() {
        Object key = registry.getTransactionKey();
        if (key == null) {
            throw JunitMessages.noTransactionHere();
        }
        add(1, "any object in one transaction", branch -> object -> key.equals(registry.getTransactionKey()));
    }

    private synchronized void add(int commits, String what, Target target) {
        if (commits < 1) {
            throw JunitMessages.tooFewConflicts(commits);
        }
        wishes.add(new Wish(commits, what, target));
    }

    @Override
    public synchronized int attempts() {
        return wishes.isEmpty() ? 0 : wishes.get(wishes.size() - 1).commits;
    }

    /** A branch is about to prepare, or to commit in one phase, on the calling thread. */
    synchronized void ending(Branch branch) {
        boolean lost = false;
        for (Wish wish : wishes) {
            lost |= wish.meets(branch, registry.getTransactionKey(), !lost);
        }
    }

    /** Begins anew. */
    synchronized void forget() {
        wishes.clear();
    }

    /** Fails if some are missing, and begins anew. */
    synchronized void check(String test) {
        List<Wish> all = List.copyOf(wishes);
        wishes.clear();
        for (Wish wish : all) {
            if (wish.raised < wish.asked) {
                throw JunitMessages.conflictsMissing(test, wish.raised, wish.asked, wish.what, wish.commits);
            }
        }
    }

    /** Which objects of a branch are meant. */
    @FunctionalInterface
    private interface Target {
        Predicate<Object> in(Branch branch);
    }

    private static final class Wish {
        private final int asked;
        private final String what;
        private final Target target;
        private int raised;
        private int commits;
        private Object last;

        Wish(int asked, String what, Target target) {
            this.asked = asked;
            this.what = what;
            this.target = target;
        }

        /**
         * Counts the transaction if its branch is meant; lets it lose if that is still wanted and allowed.
         *
         * @param transaction may have several branches, and counts once
         */
        boolean meets(Branch branch, Object transaction, boolean mayRaise) {
            boolean raises = mayRaise && raised < asked;
            boolean[] meant = new boolean[1];
            Predicate<Object> wanted = target.in(branch);
            Rival.overtake(branch, object -> {
                boolean matches = wanted.test(object);
                meant[0] |= matches;
                return matches && raises;
            });
            if (meant[0]) {
                commits += transaction.equals(last) ? 0 : 1;
                last = transaction;
                raised += raises ? 1 : 0;
            }
            return meant[0] && raises;
        }
    }
}
