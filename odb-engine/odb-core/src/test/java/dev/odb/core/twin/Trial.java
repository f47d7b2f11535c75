package dev.odb.core.twin;

import static org.assertj.core.api.Assertions.fail;

import dev.odb.ConflictException;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A database with its twin, two connections, and the random course of events. */
final class Trial implements AutoCloseable {
    private static final class Abort extends RuntimeException {}

    /** A graph of more objects is made smaller. */
    private static final int ENOUGH = 120;

    private final Random r;
    private final Deck deck = new Deck();
    private final Supplier<ObjectDatabase> opener;
    private final boolean durable;
    private final boolean roomy;
    private final List<Session> sessions = new ArrayList<>();
    private final Map<String, Integer> events = new LinkedHashMap<>();
    private ObjectDatabase database;
    private Map<Cell, Map<Slot, Object>> committed = View.initial();
    private int current;
    private long reached;

    Trial(long seed, Supplier<ObjectDatabase> opener, boolean durable, boolean roomy) {
        this.roomy = roomy;
        this.r = new Random(seed);
        this.opener = opener;
        this.durable = durable;
        open();
        database.transact(c -> c.root("root", Stored.class, () -> new Stored(View.ROOT)));
        connect();
    }

    private void open() {
        database = opener.get();
    }

    private void connect() {
        sessions.clear();
        sessions.add(new Session(database.connect(), committed, roomy));
        sessions.add(new Session(database.connect(), committed, roomy));
    }

    /** How often what happened. */
    Map<String, Integer> events() {
        return events;
    }

    private void happened(Object event) {
        events.merge(event.toString(), 1, Integer::sum);
    }

    /** One operation and perhaps the end of its transaction, or a whole transaction; gives the number of operations. */
    int step() {
        int what = r.nextInt(200);
        if (what == 0) {
            reopen();
            return 0;
        }
        if (what < 6) {
            compareAll();
            return 0;
        }
        if (what < 16) {
            return transact();
        }
        return what < 136 ? alone() : inSession();
    }

    /** A transaction that does nothing else than one change, by each means in turn; looked at in a new connection. */
    private int alone() {
        Lone change = new Lone(deck.deal(r), r, roomy);
        if (!change.assigned()) {
            try (OdbConnection connection = database.connect()) {
                commit(new Session(connection, committed, roomy), change, change::assign);
            }
        }
        try (OdbConnection connection = database.connect()) {
            Session session = new Session(connection, committed, roomy);
            if (change.assigned()) {
                commit(session, change, change::assign);
            }
            session.begin(committed);
            session.perform(change::read, r.nextLong());
            if (roomy) {
                commit(session, change::isOf);
            }
            commit(session, change, change::change);
        }
        happened("alone");
        try (OdbConnection connection = database.connect()) {
            new Session(connection, committed, roomy).compare(change);
        } catch (AssertionError e) {
            throw new AssertionError(change + ": " + e.getMessage(), e);
        }
        return 2;
    }

    private void commit(Session session, Lone change, Act act) {
        session.begin(committed);
        session.perform(act, r.nextLong());
        commit(session, change::isOf);
    }

    private int inSession() {
        if (r.nextInt(12) == 0) {
            current = 1 - current;
        }
        Session session = sessions.get(current);
        session.begin(committed);
        perform(session);
        int end = r.nextInt(40);
        if (end < 6) {
            commit(session);
        } else if (end == 6) {
            happened("rollback");
            session.connection().rollback();
            session.rolledBack();
        }
        return 1;
    }

    private void perform(Session session) {
        Operation operation = Operation.random(r);
        if (reached > ENOUGH && (operation == Operation.GROW || operation == Operation.LINK || r.nextInt(8) == 0)) {
            operation = Operation.UNLINK;
        }
        happened(operation);
        session.perform(operation, r.nextLong());
        if (r.nextInt(8) == 0) {
            session.compare(r.nextLong());
        }
    }

    private void commit(Session session) {
        commit(session, object -> true);
    }

    private void commit(Session session, Predicate<Item> changed) {
        boolean alone = !session.view().isBehind(committed);
        try {
            session.connection().commit();
        } catch (ConflictException e) {
            happened("conflict");
            if (alone) {
                fail("nobody else committed since the snapshot", e);
            }
            session.connection().rollback();
            session.rolledBack();
            return;
        }
        happened(alone ? "commit" : "commit beside another");
        committed = session.committed(committed, changed);
    }

    private int transact() {
        int count = 1 + r.nextInt(10);
        boolean abort = r.nextInt(4) == 0;
        try {
            Session done = database.transact(c -> {
                Session session = new Session(c, committed, roomy);
                for (int i = 0; i < count; i++) {
                    perform(session);
                }
                if (abort) {
                    throw new Abort();
                }
                return session;
            });
            committed = done.committed(committed);
            happened("transact");
        } catch (Abort e) {
            happened("transact aborted");
        }
        return count;
    }

    /**
     * Closes the database, if it is durable, and opens it again; otherwise only the connections. Objects that cannot be
     * reached are forgotten.
     */
    void reopen() {
        happened("reopen");
        if (durable) {
            database.close();
            open();
        } else {
            sessions.forEach(session -> session.connection().close());
        }
        committed = compareAll();
        connect();
    }

    /** Compares everything that can be reached in a new connection; gives its state. */
    Map<Cell, Map<Slot, Object>> compareAll() {
        happened("compare");
        try (OdbConnection connection = database.connect()) {
            Map<Cell, Map<Slot, Object>> state =
                    new GraphComparison(committed).compare(connection.root("root", Stored.class));
            reached = state.size() / Cell.of(View.ROOT).size();
            return state;
        }
    }

    /** The number of objects that were reached by the last comparison. */
    long size() {
        return reached;
    }

    @Override
    public void close() {
        database.close();
    }
}
