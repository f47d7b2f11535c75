package dev.odb.ra.inflow;

import dev.odb.ra.management.Deliveries;
import dev.odb.ra.properties.TextProperties;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.time.Duration;

/** What both kinds of activation have; the server sets it from the bean's {@code activationConfig}, then only reads. */
public abstract class OdbActivation implements ActivationSpec {
    private static final Duration DAY = Duration.ofDays(1);

    @ConfigProperty(
            description = "The databaseName of the connection definition whose database it is.",
            defaultValue = "odb")
    private String databaseName = "odb";

    @ConfigProperty(
            description = "How often a delivery that lost a conflict is followed by another at once.",
            defaultValue = "3")
    private String replays = "3";

    @ConfigProperty(description = "Seconds for all these attempts and the waiting between them.", defaultValue = "300")
    private String timeout = "300";

    @ConfigProperty(
            description =
                    "How long after its first failure something is delivered again, in milliseconds; twice as long"
                            + " after each further one, up to five minutes.",
            defaultValue = "1000")
    private String backoffMillis = "1000";

    @ConfigProperty(description = "The user of the database that deliveries sign on as, if it is not the definition's.")
    private String user;

    @ConfigProperty(description = "The password of that user.", confidential = true)
    private String password;

    private ResourceAdapter adapter;

    /**
     * What its properties say.
     *
     * @param kind queue or subscription
     * @param name its name
     * @param consumers how many deliveries may run at the same time
     * @param attempts how often something may fail before it is parked
     */
    record Checked(String kind, String name, int consumers, int attempts, Delivering delivering) {
        /** Where deliveries come from, for messages. */
        String source() {
            return kind + " '" + name + "' of the database '" + delivering.databaseName() + "'";
        }
    }

    /** Adds the mistakes in the properties of this kind, and gives what they say. */
    abstract Checked check(TextProperties properties, Delivering delivering);

    /** The method of the listener that is called. */
    abstract Method method();

    /** A method that is known to be there. */
    static Method method(Class<?> listener, String name, Class<?> parameter) {
        try {
            return listener.getMethod(name, parameter);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a crew is to do in an open database. */
    abstract Job job(Checked checked, MessageEndpointFactory endpoints, InflowDatabase database, Deliveries counts);

    /**
     * What the properties say.
     *
     * @throws InvalidPropertyException that lists every mistake
     */
    final Checked checked() throws InvalidPropertyException {
        TextProperties properties = new TextProperties();
        properties.text("databaseName", databaseName, "the databaseName of a connection definition, or left out");
        Delivering delivering = new Delivering(
                databaseName,
                (int) properties.number("replays", replays, 0, 100),
                Duration.ofSeconds(properties.number("timeout", timeout, 1, DAY.toSeconds())),
                Duration.ofMillis(properties.number("backoffMillis", backoffMillis, 1, DAY.toMillis())),
                properties.credentials(user, password));
        Checked checked = check(properties, delivering);
        if (!properties.mistakes().isEmpty()) {
            RuntimeException reason = InflowMessages.wrongActivation(properties.mistakes());
            throw new InvalidPropertyException(reason.getMessage(), reason);
        }
        return checked;
    }

    @Override
    public void validate() throws InvalidPropertyException {
        checked();
    }

    @Override
    public ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter given) throws ResourceException {
        adapter = given;
    }

    public String getDatabaseName() {
        return databaseName;
    }

    public void setDatabaseName(String databaseName) {
        this.databaseName = databaseName;
    }

    public String getReplays() {
        return replays;
    }

    public void setReplays(String replays) {
        this.replays = replays;
    }

    public String getTimeout() {
        return timeout;
    }

    public void setTimeout(String timeout) {
        this.timeout = timeout;
    }

    public String getBackoffMillis() {
        return backoffMillis;
    }

    public void setBackoffMillis(String backoffMillis) {
        this.backoffMillis = backoffMillis;
    }

    public String getUser() {
        return user;
    }

    public void setUser(String user) {
        this.user = user;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }
}
