package dev.odb;

/**
 * What a server binds in JNDI for a database. Connections it gives take part in the current JTA transaction when they are
 * first used; all of one transaction on one database see the same objects. All threads may share it.
 */
public interface OdbConnectionFactory {
    /** A connection handle; close it when the work with it is done, the transaction goes on without it. */
    OdbConnection getConnection();
}
