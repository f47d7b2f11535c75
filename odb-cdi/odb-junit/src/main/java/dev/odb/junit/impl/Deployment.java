package dev.odb.junit.impl;

import dev.odb.junit.Conflicts;
import dev.odb.junit.Crashes;
import dev.odb.junit.Transactions;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.se.SeContainer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** What runs around tests: databases, transaction manager and container. One at a time in a process. */
final class Deployment {
    private static final AtomicReference<String> RUNNING = new AtomicReference<>();

    private final Watch watch = new Watch(Narayana.registry());
    private final OwnTransactions transactions = new OwnTransactions(Narayana.transactionManager());
    private final Databases databases;
    private final SeContainer container;
    private final Injection injection;
    private RequestContextController request;

    private Deployment(Settings settings) {
        databases = Databases.open(settings.databases(), settings.annotation().files(), watch);
        boolean done = false;
        try {
            container = Container.start(settings, new TestBeans(settings.testClasses(), services()));
            done = true;
        } finally {
            if (!done) {
                databases.close();
            }
        }
        injection = new Injection(container.getBeanManager());
    }

    static Deployment start(Settings settings) {
        String asked = settings.testClass().getName();
        String running = RUNNING.compareAndExchange(null, asked);
        if (running != null) {
            throw JunitMessages.notAlone(running, asked);
        }
        boolean done = false;
        try {
            Deployment made = new Deployment(settings);
            done = true;
            return made;
        } finally {
            if (!done) {
                RUNNING.set(null);
            }
        }
    }

    private Map<Class<?>, Object> services() {
        return Map.of(
                Transactions.class,
                transactions,
                Conflicts.class,
                watch.conflicts(),
                Crashes.class,
                new RecoveredCrashes(databases, watch.crashes(), transactions));
    }

    Injection injection() {
        return injection;
    }

    void beforeTest() {
        request = container.select(RequestContextController.class).get();
        request.activate();
    }

    /** Fails if the test has left something behind. */
    void afterTest(String test) {
        if (request != null) {
            request.deactivate();
            request = null;
        }
        String left = transactions.left();
        if (left != null) {
            transactions.rollback();
            watch.conflicts().forget();
            throw JunitMessages.transactionLeft(test, left);
        }
        watch.open().check(test);
        watch.conflicts().check(test);
    }

    void stop() {
        try {
            injection.close();
            container.close();
        } finally {
            try {
                databases.close();
            } finally {
                RUNNING.set(null);
            }
        }
    }
}
