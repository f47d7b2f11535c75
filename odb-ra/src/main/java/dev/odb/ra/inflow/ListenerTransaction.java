package dev.odb.ra.inflow;

import dev.odb.OdbConnection;
import dev.odb.OdbCredentials;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.Status;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls a listener in a transaction of the server, in which a branch of the database is enlisted. All threads may use it.
 *
 * @param <L> the kind of listener
 */
final class ListenerTransaction<L> {
    private static final Logger LOG = System.getLogger(ListenerTransaction.class.getName());
    private static final Duration REAPER = Duration.ofSeconds(5);

    private final String source;
    private final Class<L> type;
    private final Method method;
    private final MessageEndpointFactory endpoints;
    private final InflowDatabase database;
    private final OdbCredentials credentials;
    private final Set<DeliveryBranch> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * What is done in the transaction.
     *
     * @param <L> the kind of listener
     */
    @FunctionalInterface
    interface Body<L> {
        void run(OdbConnection session, L listener) throws Exception;
    }

    ListenerTransaction(
            OdbActivation.Checked settings,
            Class<L> type,
            Method method,
            MessageEndpointFactory endpoints,
            InflowDatabase database) {
        this.source = settings.source();
        this.type = type;
        this.method = method;
        this.endpoints = endpoints;
        this.database = database;
        this.credentials = database.signOn(settings.delivering().credentials());
    }

    /** No transaction is begun any more; those that run may end, and if they are rolled back nobody is to blame. */
    void close() {
        closed = true;
    }

    /** Those that run are not to be committed. */
    void abandon() {
        running.forEach(DeliveryBranch::markRollbackOnly);
    }

    /**
     * Runs a whole transaction; returns when it is committed.
     *
     * @throws NotDelivered if it could not be begun, its outcome is unknown, or it was rolled back while this is closed
     * @throws Exception if it is rolled back: why
     */
    void run(Body<L> body) throws Exception {
        DeliveryBranch branch = database.branch(credentials);
        running.add(branch);
        try {
            if (closed) {
                throw NotDelivered.stopping();
            }
            MessageEndpoint endpoint = endpoint(branch);
            try {
                begin(endpoint);
                within(endpoint, branch, body);
            } finally {
                release(endpoint);
            }
        } finally {
            running.remove(branch);
        }
    }

    private MessageEndpoint endpoint(DeliveryBranch branch) throws NotDelivered {
        try {
            return endpoints.createEndpoint(branch.resource());
        } catch (ResourceException | RuntimeException e) {
            throw new NotDelivered(e);
        }
    }

    private void begin(MessageEndpoint endpoint) throws NotDelivered {
        try {
            endpoint.beforeDelivery(method);
        } catch (ResourceException | NoSuchMethodException | RuntimeException e) {
            throw new NotDelivered(e);
        }
    }

    private void within(MessageEndpoint endpoint, DeliveryBranch branch, Body<L> body) throws Exception {
        TransactionEnd end = new TransactionEnd();
        Throwable failure = null;
        try {
            OdbConnection session = session(branch);
            end.registerWith(database.registry());
            body.run(session, type.cast(endpoint));
            requireHope(branch, session);
        } catch (Throwable t) {
            failure = t;
            giveUp(branch, t);
        }
        Thread.interrupted(); // what the listener did to its thread shall not disturb the commit
        try {
            endpoint.afterDelivery();
        } catch (ResourceException | RuntimeException e) {
            if (failure == null) {
                failure = e;
            } else {
                failure.addSuppressed(e);
            }
        }
        judge(branch.isInDoubt() ? Status.STATUS_UNKNOWN : end.status(REAPER), failure);
    }

    /**
     * What must be rolled back is so before the commit begins. Found only then, it is rolled back all the same, but after the
     * server has taken the bean's connections out of the transaction Narayana ends their common branch at once, and warns
     * three times that it is gone.
     */
    private void requireHope(DeliveryBranch branch, OdbConnection session) {
        branch.detectConflict();
        if (session.transaction().isRollbackOnly()) {
            throw InflowMessages.rolledBack(source);
        }
    }

    /** With the listener's own class loader: WildFly takes the thread's away again when it has begun the transaction. */
    private OdbConnection session(DeliveryBranch branch) throws NotDelivered {
        try {
            return branch.session(endpoints.getEndpointClass().getClassLoader());
        } catch (RuntimeException e) {
            throw new NotDelivered(e);
        }
    }

    /** The container rolls back for a runtime exception only, and only for the listener's own. */
    private void giveUp(DeliveryBranch branch, Throwable why) {
        try {
            database.registry().setRollbackOnly();
        } catch (IllegalStateException e) {
            why.addSuppressed(e); // it has timed out, for example
            branch.markRollbackOnly();
        }
    }

    private void judge(int status, Throwable failure) throws Exception {
        switch (status) {
            case Status.STATUS_COMMITTED -> {
                if (failure != null) {
                    LOG.log(Level.WARNING, InflowMessages.endedBadly(source, failure), failure);
                }
            }
            case Status.STATUS_ROLLEDBACK -> {
                if (closed) {
                    throw NotDelivered.stopping();
                }
                throwIt(failure == null ? InflowMessages.rolledBack(source) : failure);
            }
            default -> throw new NotDelivered(InflowMessages.doubtful(source, failure));
        }
    }

    private static void throwIt(Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }

    /** What became of the delivery is known; a failure here changes nothing of it. */
    private void release(MessageEndpoint endpoint) {
        try {
            endpoint.release();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, InflowMessages.endedBadly(source, e), e);
        }
    }
}
