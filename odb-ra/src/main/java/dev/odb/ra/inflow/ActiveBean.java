package dev.odb.ra.inflow;

import dev.odb.ra.management.Deliveries;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.HintsContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** A message-driven bean between its activation and its deactivation. Started and stopped once each. */
final class ActiveBean {
    private static final Logger LOG = System.getLogger(ActiveBean.class.getName());
    private static final Duration ROLLING_BACK = Duration.ofSeconds(5);

    private final MessageEndpointFactory endpoints;
    private final OdbActivation activation;
    private final OdbActivation.Checked checked;
    private final Deliveries counts;
    private final ShownDeliveries shown;
    private Job job;
    private Crew crew;

    ActiveBean(MessageEndpointFactory endpoints, OdbActivation activation, OdbActivation.Checked checked) {
        this.endpoints = endpoints;
        this.activation = activation;
        this.checked = checked;
        this.counts = new Deliveries(endpoints.getEndpointClass());
        this.shown = new ShownDeliveries(checked, counts);
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
        shown.show();
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
        shown.hide();
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
