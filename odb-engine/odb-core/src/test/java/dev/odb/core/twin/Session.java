package dev.odb.core.twin;

import static org.assertj.core.api.Assertions.fail;

import dev.odb.OdbConnection;
import dev.odb.core.record.tracked.Tracked;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/** A connection and the twin's view of the same transaction. */
final class Session {
    private final OdbConnection connection;
    private final StoredWorld stored;
    private final View view;
    private final boolean roomy;
    private boolean begun;

    /**
     * Begins.
     *
     * @param roomy whether no object is dropped for lack of memory, so that even an array kept from an earlier transaction
     *     is still that of its object
     */
    Session(OdbConnection connection, Map<Cell, Map<Slot, Object>> committed, boolean roomy) {
        this.roomy = roomy;
        this.connection = connection;
        this.stored = new StoredWorld(connection);
        this.view = new View(committed);
    }

    OdbConnection connection() {
        return connection;
    }

    View view() {
        return view;
    }

    /** Fixes the snapshot of both sides, if this is the first use in the transaction. */
    void begin(Map<Cell, Map<Slot, Object>> committed) {
        if (!begun) {
            begun = true;
            if (view.isBehind(committed)) {
                forgetAliases();
                view.renew(committed);
            }
            stored.root();
        }
    }

    /** Does the same on both sides. */
    void perform(Act act, long seed) {
        Object actual = outcome(act, stored, seed);
        Object expected = outcome(act, view, seed);
        if (actual instanceof RuntimeException e && !(expected instanceof RuntimeException)) {
            throw new AssertionError("the twin did not fail", e);
        }
        check(Difference.find("result", label(expected), label(actual)));
    }

    private static Object label(Object outcome) {
        return outcome instanceof RuntimeException e ? e.getClass().getName() : outcome;
    }

    private static Object outcome(Act act, World world, long seed) {
        try {
            return act.run(world, new Random(seed));
        } catch (RuntimeException e) {
            return e;
        }
    }

    /** Compares an object that both sides find in the same way. */
    void compare(long seed) {
        compare(view.pick(new Random(seed)), stored.pick(new Random(seed)));
    }

    /** Compares the object that was changed. */
    void compare(Lone change) {
        Item expected = change.find(view);
        if (expected != null) {
            compare(expected, change.find(stored));
        }
    }

    private void compare(Item expected, Item actual) {
        check(Difference.find("picked", expected, actual));
        for (Cell cell : Cell.of(expected.id())) {
            check(Difference.find(cell, View.freeze(cell, expected), actual));
        }
    }

    private static void check(String difference) {
        if (difference != null) {
            fail(difference);
        }
    }

    /** Both sides committed; gives what is committed now. */
    Map<Cell, Map<Slot, Object>> committed(Map<Cell, Map<Slot, Object>> before) {
        return committed(before, object -> true);
    }

    /** The same where only some of the stored objects can have changed. */
    Map<Cell, Map<Slot, Object>> committed(Map<Cell, Map<Slot, Object>> before, Predicate<Item> changed) {
        if (view.isBehind(before)) {
            forgetAliases();
        }
        if (!roomy) {
            forgetUntrackedAliases();
        }
        begun = false;
        return view.commit(before, changed);
    }

    /** The stored side was rolled back; so is the twin. */
    void rolledBack() {
        begun = false;
        forgetAliases();
        view.rollback();
    }

    private void forgetUntrackedAliases() {
        for (int i = stored.aliases().size() - 1; i >= 0; i--) {
            if (!(stored.aliases().get(i).value() instanceof Tracked)) {
                stored.aliases().remove(i);
                view.aliases().remove(i);
            }
        }
    }

    private void forgetAliases() {
        stored.aliases().clear();
        view.aliases().clear();
    }
}
