package dev.odb.ra;

/**
 * The role that administration of a database requires on a server.
 *
 * @param database the name of the connection definition's database
 * @param role its name, or {@link #EVERYBODY}
 */
record AdministratorRole(String database, String role) {
    /** For a server on which everything that is deployed is trusted. */
    static final String EVERYBODY = "*";

    /** Refuses the call if the caller has not the role. */
    void require(String call) {
        if (role.equals(EVERYBODY)) {
            return;
        }
        Caller caller = Caller.current();
        if (!caller.isInRole(role)) {
            throw RaMessages.roleMissing(call, database, role, caller.name());
        }
    }
}
