package dev.odb.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.odb.OdbConfiguration;
import dev.odb.TaskOptions;
import dev.odb.core.Engine;
import dev.odb.core.inflow.TaskConsumer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Task queues, and the parked tasks in one. */
class TasksCommandTest {
    @TempDir
    private Path folder;

    private long first;
    private long second;

    private Engine open() {
        return Engine.open(OdbConfiguration.of("odb:file:" + folder));
    }

    @BeforeEach
    void createAndPark() throws Exception {
        try (Engine database = open();
                TaskConsumer consumer = database.taskConsumer("import")) {
            first = database.transact(c -> c.queue("import").send(new Note("one"), TaskOptions.inOrderOf("k %s")));
            second = database.transact(c -> c.queue("import").send(new Note("two")));
            consumer.claim(Duration.ZERO).park(new IllegalStateException("no %s"));
            consumer.claim(Duration.ZERO).park(new IllegalStateException("never"));
            database.transact(c -> c.queue("import").send(new Note("three"), TaskOptions.after(Duration.ofDays(1))));
            database.transact(c -> c.queue("import").send(new Note("four")));
        }
    }

    private long waiting() {
        try (Engine database = open()) {
            return database.taskQueues().get(0).waiting();
        }
    }

    @Test
    void queues_areListed() throws Exception {
        Tool text = Tool.run("queues", folder);
        assertThat(text.exit()).isZero();
        assertThat(text.out()).startsWith("'import': 2 waiting, 1 of them not due yet, 2 parked, the oldest");

        JsonNode queue =
                Tool.run("queues", folder, "--json").json().get("queues").get(0);
        assertThat(queue.get("queue").asText()).isEqualTo("import");
        assertThat(queue.get("waiting").asLong()).isEqualTo(2);
        assertThat(queue.get("delayed").asLong()).isEqualTo(1);
        assertThat(queue.get("parked").asLong()).isEqualTo(2);
        assertThat(queue.get("oldest").asText()).startsWith("20");
    }

    @Test
    void databaseWithoutQueues_saysSo() {
        Path other = folder.resolve("other");
        Engine.open(OdbConfiguration.of("odb:file:" + other)).close();

        assertThat(Tool.run("queues", other).out()).contains("There are no task queues");
        assertThat(Tool.run("tasks", other, "import").err()).contains("ODB-3947", "There are none");
    }

    @Test
    void parkedTasks_areListedWithReasonAndState() throws Exception {
        String text = Tool.run("tasks", folder, "import").out();
        assertThat(text)
                .contains(first + " of key 'k %s', sent ", "failed 1 times", "IllegalStateException: no %s")
                .contains("of dev.odb.tools.Note: {\"$class\":\"dev.odb.tools.Note\",\"text\":\"one\"")
                .doesNotContain("at dev.odb");
        assertThat(Tool.run("tasks", folder, "import", "--stack").out()).contains("at dev.odb.tools.TasksCommandTest");

        JsonNode tasks = Tool.run("tasks", folder, "import", "--json", "--first", 1, "--count", 5)
                .json()
                .get("tasks");
        assertThat(tasks).hasSize(1);
        JsonNode task = tasks.get(0);
        assertThat(task.get("task").asLong()).isEqualTo(second);
        assertThat(task.get("reason").asText()).contains("never");
        assertThat(task.get("stack").asText()).contains("TasksCommandTest");
        assertThat(task.get("state").get("text").asText()).isEqualTo("two");
    }

    @Test
    void resubmittedTasks_waitAgain() throws Exception {
        assertThat(Tool.run("tasks", folder, "import", "--resubmit", first).out())
                .contains("Resubmitted 1 tasks of queue 'import'");
        assertThat(waiting()).isEqualTo(3);
        assertThat(Tool.run("tasks", folder, "import", "--resubmit", "all", "--json")
                        .json()
                        .get("resubmitted")
                        .asInt())
                .isEqualTo(1);
        assertThat(waiting()).isEqualTo(4);
        assertThat(Tool.run("tasks", folder, "import").out()).contains("No tasks are parked");
    }

    @Test
    void drop_isDoneWithYesOnly() throws Exception {
        Tool asked = Tool.run("tasks", folder, "import", "--drop", first);
        assertThat(asked.exit()).isEqualTo(ExitCode.REFUSED);
        assertThat(asked.err()).contains("ODB-9020", "--drop " + first + " --yes");
        assertThat(asked.out()).contains("one", "two");

        assertThat(Tool.run("tasks", folder, "import", "--drop", first, "--yes").exit())
                .isZero();
        assertThat(Tool.run("tasks", folder, "import").out())
                .doesNotContain("\"one\"")
                .contains("\"two\"");
        assertThat(Tool.run("tasks", folder, "import", "--drop", "all", "--yes", "--json")
                        .json()
                        .get("dropped")
                        .asInt())
                .isEqualTo(1);
        assertThat(waiting()).isEqualTo(2);
    }

    @Test
    void whatIsWrong_isNamed() {
        assertThat(Tool.run("tasks", folder, "imports").err()).contains("ODB-3947", "'import'");
        assertThat(Tool.run("tasks", folder, "import", "--resubmit", 1).err()).contains("ODB-3948");
        assertThat(Tool.run("tasks", folder, "import", "--resubmit", "some").exit())
                .isEqualTo(ExitCode.USAGE);
        assertThat(Tool.run("tasks", folder, "import", "--yes").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(Tool.run("tasks", folder, "import", "--count", -1).exit()).isEqualTo(ExitCode.USAGE);
        assertThat(Tool.run("queues", folder.resolve("nowhere")).err()).contains("ODB-9001");
    }
}
