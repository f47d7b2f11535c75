package dev.odb.ra;

import dev.odb.Isolation;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.OdbCredentials;
import dev.odb.OdbException;
import dev.odb.StorageUnreachableException;
import dev.odb.spi.ConnectionFactories;
import dev.odb.spi.ShownUrl;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.ConnectionDefinition;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.security.auth.Subject;

/**
 * One connection definition: which database, under which name. The server sets the properties and the adapter before
 * anything else; from then on all threads may use it.
 */
@ConnectionDefinition(
        connectionFactory = OdbConnectionFactory.class,
        connectionFactoryImpl = OdbConnectionFactoryImpl.class,
        connection = OdbConnection.class,
        connectionImpl = OdbConnectionHandle.class)
public class OdbManagedConnectionFactory implements ManagedConnectionFactory, ResourceAdapterAssociation {
    private static final long serialVersionUID = 1;

    @ConfigProperty(
            description =
                    "The database: odb:file:<folder>, odb:memory:<name> or odb:jdbc:<JNDI name of a data source that is"
                            + " no JTA one>. Required.")
    private String url;

    @ConfigProperty(
            description = "The name by which roots of this database are injected.",
            defaultValue = ConnectionFactories.DEFAULT_NAME)
    private String databaseName = ConnectionFactories.DEFAULT_NAME;

    @ConfigProperty(
            description = "How long a commit waits for objects that another transaction is committing, in milliseconds;"
                    + " less than the transaction timeout.",
            defaultValue = "2000")
    private String lockWaitMillis = "2000";

    @ConfigProperty(description = "Whether to refuse every write.", defaultValue = "false")
    private String readOnly = "false";

    @ConfigProperty(
            description =
                    "The isolation of transactions that use this connection definition: snapshot or serializable.",
            defaultValue = "snapshot")
    private String isolation = "snapshot";

    @ConfigProperty(
            description = "How many loaded objects a transaction keeps in memory when they are not used.",
            defaultValue = "100000")
    private String maxObjects = "100000";

    @ConfigProperty(description = "The same by the lengths of their records.", defaultValue = "16777216")
    private String maxObjectBytes = "16777216";

    @ConfigProperty(
            description = "Bytes for the records that all transactions share in memory; 0 for none.",
            defaultValue = "33554432")
    private String recordCacheBytes = "33554432";

    @ConfigProperty(description = "Whether to compress records that are written.", defaultValue = "false")
    private String compress = "false";

    @ConfigProperty(
            description = "Classes of libraries that may be stored by value, by name, with commas between them.")
    private String valueClasses;

    @ConfigProperty(
            description =
                    "The user of the database that connections sign on as, if neither the server nor the application says.")
    private String user;

    @ConfigProperty(description = "The password of that user.", confidential = true)
    private transient String password; // transient: in no serialized form

    @ConfigProperty(
            description = "The role that administration, undo and export require of their caller; * for none.",
            defaultValue = "odb-admin")
    private String adminRole = "odb-admin";

    private transient OdbResourceAdapter adapter;
    private transient PrintWriter logWriter;
    private transient volatile OpenDatabase database;
    private transient volatile LateOpening late;
    private final transient Census census = new Census();

    /**
     * Opens the database, so that its branches in doubt can be recovered from the server's start on; or later, if what keeps
     * it cannot be reached yet.
     */
    @Override
    public Object createConnectionFactory(ConnectionManager manager) throws ResourceException {
        try {
            OpenDatabase opened = open();
            OdbConnectionFactoryImpl factory = new OdbConnectionFactoryImpl(this, manager);
            adapter.register(factory);
            opened(opened);
            return factory;
        } catch (ResourceException e) {
            if (adapter != null && e.getCause() instanceof StorageUnreachableException) {
                OdbConnectionFactoryImpl factory = new OdbConnectionFactoryImpl(this, manager);
                adapter.register(factory);
                late = adapter.openLater(new LateOpening(databaseName, () -> opened(open()), e));
                return factory;
            }
            if (adapter != null) {
                adapter.definitionFailed();
            }
            throw e;
        }
    }

    private void opened(OpenDatabase opened) {
        database = opened;
        adapter.opened(databaseName, opened, new InflowSource(this, opened));
    }

    @Override
    public Object createConnectionFactory() throws ResourceException {
        OdbException reason = RaMessages.noConnectionManager();
        throw new NotSupportedException(reason.getMessage(), reason);
    }

    @Override
    public ManagedConnection createManagedConnection(Subject subject, ConnectionRequestInfo info)
            throws ResourceException {
        OpenDatabase wanted = database();
        OdbCredentials credentials = SignOn.credentials(subject, info, this);
        SignOn.check(wanted, credentials, databaseName);
        OdbManagedConnection made = new OdbManagedConnection(wanted, credentials, administrator(), logWriter);
        census.add(made);
        return made;
    }

    /** Any connection to this database with these credentials. */
    @Override
    public ManagedConnection matchManagedConnections(
            @SuppressWarnings("rawtypes") Set candidates, Subject subject, ConnectionRequestInfo info)
            throws ResourceException {
        OpenDatabase wanted = database();
        OdbCredentials credentials = SignOn.credentials(subject, info, this);
        for (Object candidate : candidates) {
            if (candidate instanceof OdbManagedConnection connection && connection.matches(wanted, credentials)) {
                return connection;
            }
        }
        return null;
    }

    /**
     * The database of this definition, opened if it is not.
     *
     * @throws ResourceException whose cause says why it cannot be opened
     */
    OpenDatabase database() throws ResourceException {
        OpenDatabase known = database;
        if (known == null || known.isClosed()) {
            LateOpening opening = late;
            if (known == null && opening != null) {
                OdbException reason = RaMessages.notOpen(databaseName, opening.failure());
                throw new ResourceException(reason.getMessage(), reason);
            }
            known = open();
            database = known;
        }
        return known;
    }

    private OpenDatabase open() throws ResourceException {
        try {
            if (adapter == null) {
                throw RaMessages.noResourceAdapter();
            }
            return adapter.database(Definition.check(this), databaseName);
        } catch (RuntimeException e) {
            throw new ResourceException(e.getMessage(), e);
        }
    }

    /** How many of its connections are in use, for a message. */
    Census.Use use() {
        return census.use();
    }

    /** What its connections sign on with if nobody says otherwise. */
    OdbCredentials credentials() {
        return user == null ? OdbCredentials.NONE : OdbCredentials.of(user, password.toCharArray());
    }

    AdministratorRole administrator() {
        return new AdministratorRole(databaseName, adminRole);
    }

    /** The least isolation of its connections; checked with the other properties before there are any. */
    Isolation isolation() {
        return Definition.isolation(isolation);
    }

    @Override
    public ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter given) throws ResourceException {
        if (!(given instanceof OdbResourceAdapter ours) || adapter != null && adapter != given) {
            OdbException reason = RaMessages.foreignResourceAdapter(given);
            throw new ResourceException(reason.getMessage(), reason);
        }
        adapter = ours;
    }

    @Override
    public PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public void setLogWriter(PrintWriter writer) {
        logWriter = writer;
    }

    public String getUrl() {
        return url;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public String getDatabaseName() {
        return databaseName;
    }

    public void setDatabaseName(String databaseName) {
        this.databaseName = databaseName;
    }

    public String getLockWaitMillis() {
        return lockWaitMillis;
    }

    public void setLockWaitMillis(String lockWaitMillis) {
        this.lockWaitMillis = lockWaitMillis;
    }

    public String getReadOnly() {
        return readOnly;
    }

    public void setReadOnly(String readOnly) {
        this.readOnly = readOnly;
    }

    public String getIsolation() {
        return isolation;
    }

    public void setIsolation(String isolation) {
        this.isolation = isolation;
    }

    public String getMaxObjects() {
        return maxObjects;
    }

    public void setMaxObjects(String maxObjects) {
        this.maxObjects = maxObjects;
    }

    public String getMaxObjectBytes() {
        return maxObjectBytes;
    }

    public void setMaxObjectBytes(String maxObjectBytes) {
        this.maxObjectBytes = maxObjectBytes;
    }

    public String getRecordCacheBytes() {
        return recordCacheBytes;
    }

    public void setRecordCacheBytes(String recordCacheBytes) {
        this.recordCacheBytes = recordCacheBytes;
    }

    public String getCompress() {
        return compress;
    }

    public void setCompress(String compress) {
        this.compress = compress;
    }

    public String getValueClasses() {
        return valueClasses;
    }

    public void setValueClasses(String valueClasses) {
        this.valueClasses = valueClasses;
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

    public String getAdminRole() {
        return adminRole;
    }

    public void setAdminRole(String adminRole) {
        this.adminRole = adminRole;
    }

    private List<String> properties() {
        return Arrays.asList(
                url,
                databaseName,
                lockWaitMillis,
                readOnly,
                isolation,
                maxObjects,
                maxObjectBytes,
                recordCacheBytes,
                compress,
                valueClasses,
                user,
                password,
                adminRole);
    }

    @Override
    public boolean equals(Object other) {
        // a pool asks in each transaction
        return other == this
                || other instanceof OdbManagedConnectionFactory that
                        && properties().equals(that.properties());
    }

    @Override
    public int hashCode() {
        return properties().hashCode();
    }

    @Override
    public String toString() {
        return "ODB connection definition '" + databaseName + "' at " + ShownUrl.of(url);
    }
}
