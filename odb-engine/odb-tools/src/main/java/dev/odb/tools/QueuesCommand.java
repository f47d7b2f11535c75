package dev.odb.tools;

import dev.odb.TaskQueueInfo;
import dev.odb.core.Engine;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the task queues. */
@Command(
        name = "queues",
        mixinStandardHelpOptions = true,
        description = "Lists the task queues and how many tasks wait in each; the database may be in use.")
final class QueuesCommand extends ToolCommand {
    @Parameters(paramLabel = "<database>", converter = DatabaseAddress.Converter.class, description = "The database.")
    private DatabaseAddress address;

    @Override
    int run(Output out) {
        List<TaskQueueInfo> queues;
        try (Engine database = Engine.open(address.existing(true))) {
            queues = database.taskQueues();
        }
        if (out.json() != null) {
            out.json().beginArray("queues");
            queues.forEach(queue -> json(out.json(), queue));
            out.json().end();
        } else if (queues.isEmpty()) {
            out.line("There are no task queues.");
        } else {
            queues.forEach(queue -> text(out, queue));
        }
        return ExitCode.FINE;
    }

    private static void json(JsonWriter json, TaskQueueInfo queue) {
        json.beginObject()
                .field("queue", queue.name())
                .field("waiting", queue.waiting())
                .field("delayed", queue.delayed())
                .field("parked", queue.parked())
                .field("oldest", queue.oldest())
                .end();
    }

    private static void text(Output out, TaskQueueInfo queue) {
        out.line(
                "'%s': %d waiting, %d of them not due yet, %d parked%s",
                queue.name(),
                queue.waiting(),
                queue.delayed(),
                queue.parked(),
                queue.oldest() == null ? "" : ", the oldest that waits was sent " + queue.oldest());
    }
}
