package dev.odb.core.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ParkedTask;
import dev.odb.SchemaMismatchException;
import dev.odb.core.Branch;
import dev.odb.core.BranchSettings;
import dev.odb.core.ManagedDatabase;
import dev.odb.core.inflow.ClaimedTask;
import dev.odb.core.inflow.TaskConsumer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A task whose class those who take it do not have; it is whole where the class is. */
class MissingTaskClassTest extends Generations {
    @Test
    void taskOfAMissingClass_canBeParkedListedAndTakenLater() throws Exception {
        String job = "@Persistent class Job { String text = \"do it\"; Job next; }";
        Generation whole = generation(
                job,
                main("send(OdbConnection c) { Job job = new Job(); job.next = new Job();"
                        + " return c.queue(\"jobs\").send(job); }"));
        long id = (Long) whole.call(database, "send");

        try (TaskConsumer consumer = ((ManagedDatabase) database).taskConsumer("jobs")) {
            ClaimedTask claimed = consumer.claim(Duration.ZERO);
            Throwable[] failure = new Throwable[1];
            assertThatThrownBy(() -> database.transact(c -> claimed.receive(c)))
                    .isInstanceOf(SchemaMismatchException.class)
                    .hasMessageContainingAll("ODB-3946", "app.Job", "'jobs'")
                    .satisfies(e -> failure[0] = e);
            claimed.park(failure[0]);
        }

        assertThat(database.parkedTasks("jobs", 0, 10)).singleElement().satisfies(task -> {
            assertThat(task.id()).isEqualTo(id);
            assertThat(task.className()).isEqualTo("app.Job");
            assertThat(task.state()).contains("do it");
            assertThat(task.reason()).contains("ODB-3946");
        });
        database.resubmitTasks("jobs");
        assertThat(database.parkedTasks("jobs", 0, 10))
                .extracting(ParkedTask::id)
                .isEmpty();
        Generation again = generation(job, main("none(OdbConnection c) { return null; }"));
        ManagedDatabase engine = (ManagedDatabase) database;
        Branch branch = engine.begin(new BranchSettings("", () -> true));
        try (TaskConsumer consumer = engine.taskConsumer("jobs")) {
            ClaimedTask claimed = consumer.claim(Duration.ZERO);
            assertThat(claimed.id()).isEqualTo(id);
            Object task = claimed.receive(branch.session(again.loader()));
            assertThat(task.getClass().getName()).isEqualTo("app.Job");
            branch.commit();
            claimed.delivered();
            assertThat(consumer.claim(Duration.ZERO)).isNull();
        }
    }
}
