package dev.odb.ra.inflow;

import dev.odb.OdbException;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The activations of an adapter. One whose database has no connection definition yet waits for it. All threads may use it.
 */
public final class Inflow {
    private static final Logger LOG = System.getLogger(Inflow.class.getName());

    private final Map<String, InflowDatabase> databases = new TreeMap<>();
    private final List<ActiveBean> beans = new ArrayList<>();
    private final Duration patience;
    private BootstrapContext server;

    /**
     * Of one adapter.
     *
     * @param patience how long a deactivation waits for what is being delivered; then it is rolled back
     */
    public Inflow(Duration patience) {
        this.patience = patience;
    }

    /** Called when the adapter starts. */
    public synchronized void start(BootstrapContext context) {
        server = context;
    }

    /**
     * Delivers to a bean from now on.
     *
     * @throws ResourceException if it cannot be done, with all reasons that can be found at once
     */
    public void activate(MessageEndpointFactory endpoints, ActivationSpec spec) throws ResourceException {
        if (!(spec instanceof OdbActivation activation)) {
            throw refused(InflowMessages.foreignActivation(spec));
        }
        OdbActivation.Checked checked = activation.checked();
        requireTransaction(endpoints, activation);
        ActiveBean bean = new ActiveBean(endpoints, activation, checked);
        synchronized (this) {
            InflowDatabase database = databases.get(bean.databaseName());
            if (database == null) {
                LOG.log(
                        Level.WARNING,
                        InflowMessages.waiting(checked.source(), bean.databaseName(), databases.keySet()));
            } else {
                bean.start(database, server);
            }
            beans.add(bean);
        }
    }

    private static void requireTransaction(MessageEndpointFactory endpoints, OdbActivation activation)
            throws ResourceException {
        boolean transacted;
        try {
            transacted = endpoints.isDeliveryTransacted(activation.method());
        } catch (NoSuchMethodException e) {
            throw new ResourceException(e);
        }
        if (!transacted) {
            throw refused(
                    InflowMessages.notTransacted(endpoints.getEndpointClass().getName()));
        }
    }

    private static ResourceException refused(OdbException reason) {
        return new NotSupportedException(reason.getMessage(), reason);
    }

    /** A database of that name can be used; the latest of a name is. */
    public synchronized void opened(String name, InflowDatabase database) {
        databases.put(name, database);
        for (ActiveBean bean : beans) {
            if (bean.databaseName().equals(name) && !bean.isStarted()) {
                startLate(bean, database);
            }
        }
    }

    /** Nobody is there any more who could be told by an exception. */
    private void startLate(ActiveBean bean, InflowDatabase database) {
        try {
            bean.start(database, server);
        } catch (ResourceException e) {
            LOG.log(Level.ERROR, e.getMessage(), e);
        }
    }

    /** Delivers to a bean no more, once this has returned; what is being delivered may end, for a while. */
    public void deactivate(MessageEndpointFactory endpoints, ActivationSpec spec) {
        List<ActiveBean> found;
        synchronized (this) {
            found = beans.stream().filter(bean -> bean.is(endpoints, spec)).toList();
            beans.removeAll(found);
        }
        end(found);
    }

    /** Ends all deliveries; called before the databases are closed. */
    public void stop() {
        List<ActiveBean> all;
        synchronized (this) {
            all = List.copyOf(beans);
            beans.clear();
            databases.clear();
            server = null;
        }
        end(all);
    }

    private void end(List<ActiveBean> ended) {
        ended.forEach(ActiveBean::stop);
        ended.forEach(bean -> bean.awaitEnd(patience));
    }
}
