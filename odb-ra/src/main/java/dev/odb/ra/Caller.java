package dev.odb.ra;

/** Who calls on the present thread, as far as the server says. */
interface Caller {
    /** The name; empty if nobody is signed on to the server. */
    String name();

    /** Whether the server gives the caller that role. */
    boolean isInRole(String role);

    /** The present one; to be used at once and in this thread. */
    static Caller current() {
        return Elytron.PRESENT ? Elytron.caller() : new PortableCaller();
    }
}
