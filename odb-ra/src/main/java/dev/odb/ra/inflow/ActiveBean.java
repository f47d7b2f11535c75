package dev.odb.ra.inflow;

import dev.odb.ra.management.Deliveries;
import dev.odb.ra.management.DeliveriesMXBean;
import dev.odb.ra.management.JmxNames;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.HintsContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** A message-driven bean between its activation and its deactivation. Started and stopped once each. */
final class ActiveBean {
    private static final Logger LOG = System.getLogger(ActiveBean.class.getName());
    private static final Duration ROLLING_BACK = Duration.ofSeconds(5);

    private final MessageEndpointFactory endpoints;
    private final OdbActivation activation;
    private final OdbActivation.Checked checked;
    private final Deliveries counts;
    private final ObjectName name;
    private Job job;
    private Crew crew;
    private boolean shown;

    ActiveBean(MessageEndpointFactory endpoints, OdbActivation activation, OdbActivation.Checked checked) {
        this.endpoints = endpoints;
        this.activation = activation;
        this.checked = checked;
        String bean = endpoints.getActivationName();
        this.counts = new Deliveries(bean);
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("database", databaseName());
        keys.put(checked.kind(), checked.name());
        keys.put("bean", bean);
        this.name = JmxNames.of("Deliveries", keys);
    }

    /** The two together identify an activation; neither need have an equals. */
    boolean is(MessageEndpointFactory factory, ActivationSpec spec) {
        return endpoints == factory && activation == spec;
    }

    String databaseName() {
        return checked.delivering().databaseName();
    }

    boolean isStarted() {
        return crew != null;
    }

    /** Begins to deliver. */
    void start(InflowDatabase database, BootstrapContext server) throws ResourceException {
        Crew made = null;
        try {
            if (database.registry() == null) {
                throw InflowMessages.noRegistry();
            }
            job = activation.job(checked, endpoints, database, counts);
            made = new Crew(
                    checked.source(),
                    job,
                    checked.consumers(),
                    checked.delivering()::backoff,
                    server.getWorkManager(),
                    server.isContextSupported(HintsContext.class));
            made.start();
        } catch (ResourceException | RuntimeException e) {
            if (made != null) {
                made.stop();
            }
            RuntimeException reason = InflowMessages.notActivated(checked.source(), e);
            throw new ResourceException(reason.getMessage(), reason);
        }
        crew = made;
        show();
    }

    private void show() {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(new StandardMBean(counts, DeliveriesMXBean.class, true), name);
            shown = true;
        } catch (JMException e) {
            LOG.log(Level.WARNING, InflowMessages.beanNotRegistered(name, e));
        }
    }

    private void hide() {
        if (!shown) {
            return;
        }
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        } catch (JMException e) {
            LOG.log(Level.WARNING, InflowMessages.beanNotRegistered(name, e));
        }
    }

    /** Begins nothing more. */
    void stop() {
        if (crew != null) {
            crew.stop();
        }
    }

    /** Waits for what is being delivered; what goes on for longer is rolled back. */
    void awaitEnd(Duration patience) {
        if (crew == null) {
            return;
        }
        hide();
        try {
            if (!crew.await(patience)) {
                job.abandon();
                if (!crew.await(ROLLING_BACK)) {
                    LOG.log(
                            Level.WARNING,
                            InflowMessages.stillRunning(checked.source(), crew.members(), patience.plus(ROLLING_BACK)));
                }
            }
        } catch (InterruptedException e) {
            job.abandon();
            Thread.currentThread().interrupt();
        }
    }
}
