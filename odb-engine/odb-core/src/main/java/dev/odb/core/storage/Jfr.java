package dev.odb.core.storage;

import jdk.jfr.FlightRecorder;

/**
 * Whether there may be somebody who wants events for the flight recorder; whoever makes one asks here before it names the
 * event's class. The first use of such a class starts a part of the recorder, which takes a tenth of a second and ten
 * megabytes, so it is not to happen where nobody records. A run-time image, or a class loader of a server, may be without
 * the module jdk.jfr.
 */
public final class Jfr {
    private static final boolean PRESENT = isPresent();

    private Jfr() {}

    /** Whether the recorder was started in this process, now or before; costs the read of a field. */
    public static boolean isUsed() {
        return PRESENT && Recorder.isStarted();
    }

    /** Apart, since it cannot be linked where there is no recorder. */
    private static final class Recorder {
        static boolean isStarted() {
            return FlightRecorder.isInitialized();
        }
    }

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
