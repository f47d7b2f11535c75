package dev.odb.tools;

import dev.odb.OdbException;
import java.nio.file.Path;
import java.util.List;

/** The messages of the command line, ODB-9000 to ODB-9099. */
final class ToolsMessages {
    private ToolsMessages() {}

    static String usage(String what, String command) {
        return "ODB-9000: " + what + ". '" + command + " --help' lists what there is.";
    }

    static OdbException noDatabase(Path folder) {
        return new OdbException(
                "ODB-9001",
                "There is no database in '" + folder + "': it has no file named log-*.odb. Check the path.");
    }

    static OdbException noObject(long oid, Path folder) {
        return new OdbException(
                "ODB-9002",
                "There is no object " + oid + " in '" + folder + "'. 'odb dump " + folder
                        + "' lists the roots, and 'odb" + " dump " + folder + " --oid 0' begins at their directory.");
    }

    static OdbException noTransaction(long tid, Path folder) {
        return new OdbException(
                "ODB-9003",
                "There is no transaction " + tid + " in '" + folder + "', or it was packed. 'odb dump " + folder
                        + " --transactions' lists them.");
    }

    static OdbException unreadable(String what, Throwable cause) {
        return new OdbException("ODB-9004", what + " could not be read (" + cause + "). Check path and rights.", cause);
    }

    static String internal(Throwable cause) {
        return "ODB-9005: An error in the tools themselves: " + cause
                + ". Run the command again with '--debug' and report what it says.";
    }

    static OdbException cancelled() {
        return new OdbException(
                "ODB-9006", "The command was interrupted and has left things as they were. Run it again.");
    }

    static OdbException noUser(String user, Path folder, List<String> users) {
        return new OdbException(
                "ODB-9007",
                "The database in '" + folder + "' has no user '" + user + "'. It has "
                        + (users.isEmpty() ? "no users" : "'" + String.join("', '", users) + "'") + ".");
    }
}
