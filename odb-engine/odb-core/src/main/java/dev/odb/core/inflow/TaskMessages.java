package dev.odb.core.inflow;

import dev.odb.BrokenObject;
import dev.odb.OdbException;
import dev.odb.SchemaMismatchException;
import java.util.Collection;

/** The messages of task queues, ODB-3944 to ODB-3959. */
final class TaskMessages {
    private TaskMessages() {}

    static IllegalArgumentException blankName() {
        return new IllegalArgumentException("ODB-3944: A task queue needs a name that is not blank.");
    }

    static OdbException notQueue(String root, Object found) {
        return new OdbException(
                "ODB-3945",
                "The root '" + root + "' is no task queue but "
                        + found.getClass().getName()
                        + ". Names of roots that begin with '" + TaskQueues.PREFIX
                        + "' are for task queues; give that root another name.");
    }

    static OdbException noQueue(String name, Collection<String> known) {
        return new OdbException(
                "ODB-3947",
                "There is no task queue '" + name + "'. "
                        + (known.isEmpty() ? "There are none." : "There are '" + String.join("', '", known) + "'."));
    }

    static OdbException notParked(long id, String queue) {
        return new OdbException(
                "ODB-3948",
                "No task " + id + " is parked in queue '" + queue
                        + "': it was taken, dropped or resubmitted, or never parked. parkedTasks() lists those that are.");
    }

    static String notCleared(String queue, OdbException cause) {
        return "ODB-3949: Tasks of queue '" + queue + "' that are done could not be cleared out, which is tried again: "
                + cause.getMessage();
    }

    static OdbException classMissing(long task, String queue, BrokenObject broken) {
        return new SchemaMismatchException(
                "ODB-3946",
                "Task " + task + " of queue '" + queue + "' is " + broken
                        + ", whose class the application that takes tasks does not have. Deploy it with the listener, or"
                        + " drop the task.");
    }
}
