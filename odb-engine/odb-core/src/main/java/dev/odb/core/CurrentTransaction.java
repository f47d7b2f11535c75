package dev.odb.core;

import dev.odb.OdbTransaction;
import dev.odb.Outcome;
import dev.odb.core.inflow.SentTasks;
import dev.odb.core.object.ThreadGuard;
import dev.odb.core.storage.TransactionMetadata;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** What the application has said about one transaction and arranged for its end. Ended once, by any thread. */
final class CurrentTransaction implements OdbTransaction {
    private static final Logger LOG = System.getLogger(CurrentTransaction.class.getName());

    private final ThreadGuard guard;
    private final List<Runnable> before = new ArrayList<>(0);
    private final List<Consumer<Outcome>> after = new ArrayList<>(0);
    private final SentTasks sentTasks = new SentTasks();
    private String user;
    private String description = "";
    /** Never changed, but replaced: most transactions have none. */
    private Map<String, String> properties = Map.of();

    private boolean bookkeeping;
    private int ran;
    private volatile boolean rollbackOnly;
    private volatile boolean over;

    /**
     * Begins.
     *
     * @param guard of the transaction's workspace
     * @param user the caller, may be empty
     */
    CurrentTransaction(ThreadGuard guard, String user) {
        this.guard = guard;
        this.user = user;
    }

    @Override
    public OdbTransaction user(String name) {
        Objects.requireNonNull(name, "name");
        say(() -> user = name);
        return this;
    }

    @Override
    public OdbTransaction describe(String line) {
        Objects.requireNonNull(line, "line");
        say(() -> description = description.isEmpty() ? line : description + "\n" + line);
        return this;
    }

    @Override
    public OdbTransaction property(String key, String value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        if (key.startsWith(TransactionMetadata.RESERVED)) {
            throw EngineMessages.reservedProperty(key);
        }
        say(() -> {
            Map<String, String> more = new HashMap<>(properties);
            more.put(key, value);
            properties = Map.copyOf(more);
        });
        return this;
    }

    /** It is the database's own bookkeeping and nothing else. */
    CurrentTransaction bookkeeping() {
        say(() -> bookkeeping = true);
        return this;
    }

    @Override
    public void setRollbackOnly() {
        say(() -> rollbackOnly = true);
    }

    @Override
    public boolean isRollbackOnly() {
        return rollbackOnly;
    }

    @Override
    public void beforeCompletion(Runnable action) {
        Objects.requireNonNull(action, "action");
        say(() -> before.add(action));
    }

    @Override
    public void afterCompletion(Consumer<Outcome> action) {
        Objects.requireNonNull(action, "action");
        say(() -> after.add(action));
    }

    private void say(Runnable what) {
        guard.run(() -> {
            if (over) {
                throw EngineMessages.branchOver(false);
            }
            what.run();
        });
    }

    TransactionMetadata metadata(boolean otherResources) {
        TransactionMetadata all = new TransactionMetadata(user, description, properties, otherResources);
        return bookkeeping ? all.asBookkeeping() : all;
    }

    /** Who it is done by. */
    String user() {
        return user;
    }

    /** What it has sent. */
    SentTasks sentTasks() {
        return sentTasks;
    }

    /**
     * Runs the actions that have not run yet. If one throws, all run again at the next call, but for those that were
     * registered by others.
     */
    void before() {
        int own = before.size();
        boolean done = false;
        try {
            while (ran < before.size()) {
                before.get(ran++).run();
            }
            done = true;
        } finally {
            if (!done) {
                before.subList(own, before.size()).clear();
                ran = 0;
            }
        }
    }

    /** Whether {@link #over} has something to tell. */
    boolean hasAfter() {
        return !after.isEmpty();
    }

    /** The transaction is over: no more is said about it. */
    void close() {
        over = true;
    }

    /** Lets go of what it had to itself until its end. */
    void giveBack() {
        sentTasks.over();
    }

    /** Tells the outcome, once. */
    void over(Outcome outcome) {
        over = true;
        giveBack();
        List<Consumer<Outcome>> told = List.copyOf(after);
        after.clear();
        before.clear();
        for (Consumer<Outcome> action : told) {
            try {
                action.accept(outcome);
            } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, () -> EngineMessages.actionFailed(outcome), e);
            }
        }
    }
}
