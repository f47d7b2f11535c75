package dev.odb.storage.jdbc;

import dev.odb.OdbException;
import dev.odb.PersistentList;
import dev.odb.TaskOptions;
import dev.odb.core.Engine;
import dev.odb.core.inflow.ChangeSubscription;
import dev.odb.core.inflow.ClaimedTask;
import dev.odb.core.inflow.TaskConsumer;
import dev.odb.inflow.ChangeEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A server that sends jobs, does those of everybody, and hears of changes: arguments are the database's URL, its own name and how
 * many jobs to send. Says {@code sent}, {@code done} for each job and {@code heard} for each change.
 */
final class QueueServer {
    static final String QUEUE = "jobs";
    static final String FEED = "audit";
    static final int KEYS = 5;

    private final Engine database;
    private final String name;
    private volatile boolean ending;

    private QueueServer(Engine database, String name) {
        this.database = database;
        this.name = name;
    }

    /** Runs one until its input ends. */
    public static void main(String[] arguments) throws Exception {
        try (Engine database = new Servers(arguments[0]).open()) {
            QueueServer server = new QueueServer(database, arguments[1]);
            List<Thread> threads = new ArrayList<>();
            threads.add(new Thread(() -> server.send(Integer.parseInt(arguments[2]))));
            threads.add(new Thread(server::consume));
            threads.add(new Thread(server::consume));
            threads.add(new Thread(server::listen));
            threads.forEach(Thread::start);
            while (System.in.read() >= 0) {
                // nothing is said to it
            }
            server.ending = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    /** All jobs of a server are in a list of its own. */
    static String list(String server) {
        return "jobs of " + server;
    }

    @SuppressWarnings("unchecked")
    private void send(int jobs) {
        for (int i = 0; i < jobs; i++) {
            Job job = new Job(name + "." + i % KEYS, i);
            database.transact(c -> {
                c.root(list(name), PersistentList.class, PersistentList::new).add(job);
                return c.queue(QUEUE).send(job, TaskOptions.inOrderOf(job.key));
            });
        }
        System.out.println("sent");
    }

    private void consume() {
        try (TaskConsumer consumer = database.taskConsumer(QUEUE)) {
            while (!ending) {
                ClaimedTask task = consumer.claim(Duration.ofMillis(500));
                if (task != null) {
                    boolean done = database.transact(c -> {
                        Job job = (Job) task.receive(c);
                        if (job != null) {
                            job.done(name);
                        }
                        return job != null;
                    });
                    task.delivered();
                    System.out.println(done ? "done" : "gone");
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private void listen() {
        try (ChangeSubscription feed = database.changeSubscription(FEED)) {
            while (!ending) {
                ChangeEvent change = feed.next(Duration.ofMillis(500));
                if (change != null && hears(feed, change)) {
                    System.out.println("heard");
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private boolean hears(ChangeSubscription feed, ChangeEvent change) {
        try {
            database.transact(c -> {
                feed.receive(c, change);
                return c.root("heard", PersistentList.class).add(change.tid());
            });
            feed.delivered(change);
            return true;
        } catch (OdbException e) {
            if (e.getMessage().contains("ODB-3967")) {
                return false;
            }
            throw e;
        }
    }
}
