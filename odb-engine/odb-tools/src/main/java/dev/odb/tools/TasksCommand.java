package dev.odb.tools;

import dev.odb.ParkedTask;
import dev.odb.core.Engine;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the parked tasks of a queue, resubmits and drops them. */
@Command(
        name = "tasks",
        mixinStandardHelpOptions = true,
        description =
                "Lists the tasks of a queue that have failed for good and were parked; the database may be in use. With an"
                        + " option it resubmits or drops them; then the database must not be in use.")
final class TasksCommand extends ToolCommand {
    private static final String ALL = "all";

    @Parameters(
            index = "0",
            paramLabel = "<database>",
            converter = DatabaseAddress.Converter.class,
            description = "The database.")
    private DatabaseAddress address;

    @Parameters(index = "1", paramLabel = "<queue>", description = "The name of the queue.")
    private String queue;

    @ArgGroup
    private Wanted wanted;

    @Option(
            names = "--first",
            paramLabel = "<n>",
            defaultValue = "0",
            description = "Leave so many out of the list; none if it is not given.")
    private int first;

    @Option(
            names = "--count",
            paramLabel = "<n>",
            defaultValue = "100",
            description = "List so many at most; 100 if it is not given.")
    private int count;

    @Option(names = "--stack", description = "List the stack traces as well; JSON has them anyway.")
    private boolean stack;

    @Option(names = "--yes", description = "With --drop: do it. Without it the tasks are only listed.")
    private boolean yes;

    private static final class Wanted {
        @Option(
                names = "--resubmit",
                paramLabel = "<task>",
                description = "Have this task, or 'all', taken again as if it had never failed.")
        private String resubmit;

        @Option(names = "--drop", paramLabel = "<task>", description = "Take this task, or 'all', out of the queue.")
        private String drop;

        String task() {
            return resubmit != null ? resubmit : drop;
        }
    }

    @Override
    int run(Output out) {
        if (first < 0 || count < 0) {
            throw wrong("--first and --count must not be negative");
        }
        if (yes && (wanted == null || wanted.drop == null)) {
            throw wrong("--yes goes with --drop");
        }
        boolean changes = wanted != null && (wanted.resubmit != null || yes);
        try (Engine database = Engine.open(address.existing(!changes))) {
            if (changes) {
                changed(out, change(database));
            } else {
                list(out, database.parkedTasks(queue, first, count));
            }
        }
        if (wanted != null && !changes) {
            throw ToolsMessages.dropNotConfirmed(wanted.drop, queue, address);
        }
        return ExitCode.FINE;
    }

    private int change(Engine database) {
        boolean resubmit = wanted.resubmit != null;
        if (wanted.task().equals(ALL)) {
            return resubmit ? database.resubmitTasks(queue) : database.dropTasks(queue);
        }
        long id = id(wanted.task());
        if (resubmit) {
            database.resubmitTask(queue, id);
        } else {
            database.dropTask(queue, id);
        }
        return 1;
    }

    private long id(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw wrong("'" + text + "' is neither the number of a task nor 'all'");
        }
    }

    private void changed(Output out, int tasks) {
        boolean resubmit = wanted.resubmit != null;
        if (out.json() != null) {
            out.json().field(resubmit ? "resubmitted" : "dropped", tasks);
        } else {
            out.line("%s %d tasks of queue '%s'.", resubmit ? "Resubmitted" : "Dropped", tasks, queue);
        }
    }

    private void list(Output out, List<ParkedTask> tasks) {
        if (out.json() != null) {
            out.json().beginArray("tasks");
            tasks.forEach(task -> json(out.json(), task));
            out.json().end();
        } else if (tasks.isEmpty()) {
            out.line("No tasks are parked.");
        } else {
            tasks.forEach(task -> text(out, task));
        }
    }

    private static void json(JsonWriter json, ParkedTask task) {
        json.beginObject()
                .field("task", task.id())
                .field("key", task.key())
                .field("sent", task.sent())
                .field("sender", task.sender())
                .field("attempts", task.attempts())
                .field("failed", task.failed())
                .field("reason", task.reason())
                .field("stack", task.stack())
                .field("oid", task.oid())
                .field("class", task.className())
                .fieldRaw("state", task.state())
                .end();
    }

    private void text(Output out, ParkedTask task) {
        out.line(
                "%d%s, sent %s by '%s', failed %d times, last %s: %s",
                task.id(),
                task.key().isEmpty() ? "" : " of key '" + task.key() + "'",
                task.sent(),
                task.sender(),
                task.attempts(),
                task.failed(),
                task.reason());
        out.line("  object %d of %s: %s", task.oid(), task.className(), task.state());
        if (stack) {
            task.stack().lines().forEach(line -> out.line("    %s", line));
        }
    }
}
