package dev.odb;

/**
 * What a server binds in JNDI for a database. Connections it gives take part in the current JTA transaction when they are
 * first used; all of one transaction on one database see the same objects. All threads may share it.
 */
public interface OdbConnectionFactory {
    /** A connection handle; close it when the work with it is done, the transaction goes on without it. */
    OdbConnection getConnection();

    /**
     * The same, signed on as somebody else than the connection definition says. Where the server signs on itself
     * (container-managed), its word goes first.
     *
     * @throws SignOnException if the database requires a user and refuses these credentials
     * @throws OdbException if the transaction already works with the database as another user; when it is first used
     */
    OdbConnection getConnection(OdbCredentials credentials);

    /**
     * The same in a version, as {@link ObjectDatabase#connect(String)}.
     *
     * @throws OdbException if the transaction already works in another version of the database, or in the main line; when it
     *     is first used
     */
    OdbConnection getConnection(String version);

    /**
     * Administration of the database. The calls that show or change stored data ask for the role that the connection
     * definition names ({@code adminRole}), of whoever calls at that moment, and throw {@link NotPermittedException}
     * without it. It stays usable as long as the adapter runs, in any thread that has the role.
     */
    DatabaseAdministration administration();
}
