package dev.odb.core.storage;

/**
 * Whether there is a flight recorder. A run-time image, or a class loader of a server, may be without the module jdk.jfr;
 * whoever makes an event asks here before it names the event's class.
 */
public final class Jfr {
    /** Whether classes of events can be loaded. */
    public static final boolean PRESENT = isPresent();

    private Jfr() {}

    private static boolean isPresent() {
        try {
            Class.forName("jdk.jfr.Event", false, Jfr.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            System.getLogger(Jfr.class.getName()).log(System.Logger.Level.DEBUG, "There is no flight recorder", e);
            return false;
        }
    }
}
