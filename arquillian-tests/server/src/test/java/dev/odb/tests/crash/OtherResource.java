package dev.odb.tests.crash;

/** What takes part in the transaction beside us. */
enum OtherResource {
    H2("org.h2.jdbcx.JdbcXAConnection", "java:/jdbc/audit"),
    POSTGRESQL("org.postgresql.xa.PGXAConnection", "java:/jdbc/crash"),
    ARTEMIS("org.apache.activemq.artemis.core.client.impl.ClientSessionImpl", "java:/jms/queue/issues");

    private final String xaResource;
    private final String jndiName;

    OtherResource(String xaResource, String jndiName) {
        this.xaResource = xaResource;
        this.jndiName = jndiName;
    }

    /** The class whose prepare, commit and rollback are the resource's own. */
    String xaResource() {
        return xaResource;
    }

    /** The datasource, or the queue, in WildFly. */
    String jndiName() {
        return jndiName;
    }
}
