package dev.odb.storage.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process among those of several computers.
 *
 * @param host the name of its computer
 * @param space in which its number means something, empty if that is not known: containers of one name have numbers of their
 *     own, and so has a computer after each start
 * @param pid its number
 */
record ProcessName(String host, String space, long pid) {
    private static final System.Logger LOGGER = System.getLogger(ProcessName.class.getName());

    /** That of this process. */
    static ProcessName own() {
        return new ProcessName(hostName(), ownSpace(), ProcessHandle.current().pid());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "This computer has no name", e);
            return "unknown";
        }
    }

    /** Linux says it; elsewhere nobody is known to be gone. */
    private static String ownSpace() {
        try {
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return boot + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | UnsupportedOperationException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "This system has no names for spaces of process numbers", e);
            return "";
        }
    }

    /** Whether this process, which is one of the same space, can tell that the other one is gone. */
    boolean knowsEndOf(ProcessName other) {
        return !space.isEmpty()
                && space.equals(other.space)
                && host.equals(other.host)
                && ProcessHandle.of(other.pid).filter(ProcessHandle::isAlive).isEmpty();
    }

    @Override
    public String toString() {
        return "process " + pid + " on " + host;
    }
}
