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

    static OdbException noObject(long oid, DatabaseAddress database) {
        return new OdbException(
                "ODB-9002",
                "There is no object " + oid + " in '" + database + "'. 'odb dump " + database
                        + "' lists the roots, and 'odb" + " dump " + database + " --oid 0' begins at their directory.");
    }

    static OdbException noTransaction(long tid, DatabaseAddress database) {
        return new OdbException(
                "ODB-9003",
                "There is no transaction " + tid + " in '" + database + "', or it was packed. 'odb dump " + database
                        + " --transactions' lists them.");
    }

    static OdbException unreadable(String what, Throwable cause) {
        return new OdbException("ODB-9004", what + " could not be read (" + cause + "). Check path and rights.", cause);
    }

    static String internal(Throwable cause) {
        return "ODB-9005: An error in the tools themselves: " + cause
                + ". Run the command again with '--debug' and report what it says.";
    }

    static String outOfMemory(long bytes) {
        return "ODB-9060: The command needs more memory than the " + Sizes.of(bytes)
                + " that Java gives it. Give it more: java -Xmx4g -jar odb-tools.jar ...";
    }

    static OdbException cancelled() {
        return new OdbException(
                "ODB-9006", "The command was interrupted and has left things as they were. Run it again.");
    }

    static OdbException noUser(String user, DatabaseAddress database, List<String> users) {
        return new OdbException(
                "ODB-9007",
                "The database in '" + database + "' has no user '" + user + "'. It has "
                        + (users.isEmpty() ? "no users" : "'" + String.join("', '", users) + "'") + ".");
    }

    static OdbException notConfirmed(String branch, String option, DatabaseAddress database) {
        String risk = option.equals("--forget")
                ? "its transaction manager, if it still asks, is told that there is no such branch"
                : "if its transaction manager has decided otherwise, this database and the others of the transaction"
                        + " contradict each other for good";
        return new OdbException(
                "ODB-9010",
                "Nothing was done with branch " + branch + ". It cannot be taken back, and " + risk
                        + ". To do it, run 'odb" + " branches " + database + " " + option + " " + branch + " --yes'.");
    }

    static OdbException noBranch(String branch, DatabaseAddress database) {
        return new OdbException(
                "ODB-9011",
                "There is no branch " + branch + " in '" + database + "': it was decided, or never prepared there. 'odb"
                        + " branches " + database + "' lists those that are.");
    }

    static OdbException branchInDoubt(String branch, DatabaseAddress database) {
        return new OdbException(
                "ODB-9012",
                "Branch " + branch
                        + " is in doubt and cannot be forgotten before it is decided. Let its transaction manager"
                        + " recover; if that will never happen, use 'odb branches " + database + " --commit " + branch
                        + "' or '--rollback'.");
    }

    static OdbException branchDecided(String branch, String outcome, DatabaseAddress database) {
        return new OdbException(
                "ODB-9013",
                "Branch " + branch + " was " + outcome + " by hand already, which cannot be changed. If its transaction"
                        + " manager has been told, use 'odb branches " + database + " --forget " + branch + "'.");
    }

    static OdbException dropNotConfirmed(String task, String queue, DatabaseAddress database) {
        return new OdbException(
                "ODB-9020",
                "Nothing was dropped. Nobody will work on a task that is dropped, unless the transaction that drops it is"
                        + " undone. To do it, run 'odb tasks " + database + " " + queue + " --drop " + task
                        + " --yes'.");
    }

    static OdbException noSubscription(String name, DatabaseAddress database, List<String> names) {
        return new OdbException(
                "ODB-9030",
                "The database in '" + database + "' has no subscription '" + name + "'. It has "
                        + (names.isEmpty() ? "none" : "'" + String.join("', '", names) + "'") + ".");
    }

    static OdbException noDriver(Path jar, Throwable cause) {
        return new OdbException(
                "ODB-9070",
                "There is no JDBC driver in '" + jar + "'"
                        + (cause == null ? "" : " that can be used (" + cause + ")")
                        + ". Name the driver's jar, such as postgresql-42.7.4.jar, of a version for this Java.",
                cause);
    }
}
