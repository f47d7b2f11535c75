package dev.odb.ra;

import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.core.ManagedDatabase;
import dev.odb.core.inflow.ChangeSubscription;
import dev.odb.core.inflow.ClaimedTask;
import dev.odb.core.inflow.TaskConsumer;
import dev.odb.inflow.ChangeEvent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** An engine whose one queue and one subscription do as told; everything else is the engine's that is inside. */
final class ScriptedInflow implements Function<OdbConfiguration, ManagedDatabase>, TaskConsumer, ChangeSubscription {
    private static final Object CLOSED = new Object();

    private final Function<OdbConfiguration, ManagedDatabase> inside;
    private final BlockingQueue<Object> waiting = new LinkedBlockingQueue<>();
    /** What the subscription was told: receive and delivered with a tid. */
    final List<String> told = new CopyOnWriteArrayList<>();

    private Object unread;
    volatile boolean closed;

    ScriptedInflow(Function<OdbConfiguration, ManagedDatabase> inside) {
        this.inside = inside;
    }

    /** The next thing that is claimed: a task, or an exception that claiming throws. */
    void offer(Object next) {
        waiting.add(next);
    }

    @Override
    public ManagedDatabase apply(OdbConfiguration configuration) {
        ManagedDatabase real = inside.apply(configuration);
        return (ManagedDatabase) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ManagedDatabase.class},
                (proxy, method, given) -> switch (method.getName()) {
                    case "taskConsumer", "changeSubscription" -> this;
                    default -> {
                        try {
                            yield method.invoke(real, given);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }
                });
    }

    private Object take(Duration wait) throws InterruptedException {
        Object next = waiting.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        if (next == CLOSED) {
            waiting.add(next); // for the next one that waits
            return null;
        }
        if (next instanceof RuntimeException e) {
            throw e;
        }
        if (next instanceof Error e) {
            throw e;
        }
        return next;
    }

    @Override
    public ClaimedTask claim(Duration wait) throws InterruptedException {
        return (ClaimedTask) take(wait);
    }

    @Override
    public ChangeEvent next(Duration wait) throws InterruptedException {
        if (unread == null) {
            unread = take(wait);
        }
        return (ChangeEvent) unread;
    }

    @Override
    public void receive(OdbConnection connection, ChangeEvent change) {
        told.add("receive " + change.tid());
    }

    @Override
    public void delivered(ChangeEvent change) {
        unread = null;
        told.add("delivered " + change.tid());
    }

    @Override
    public void close() {
        closed = true;
        waiting.add(CLOSED);
    }
}
