package dev.odb.core.versions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.inflow.ChangeSubscription;
import dev.odb.core.model.Note;
import dev.odb.inflow.ChangeEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a subscription hears of versions: what is seen outside. */
public abstract class VersionFeedTest extends VersionsFixture {
    private static final String V = "v";

    private static List<ChangeEvent> hear(ChangeSubscription feed, VersionsFixture in) throws InterruptedException {
        List<ChangeEvent> heard = new ArrayList<>();
        for (ChangeEvent next = feed.next(Duration.ZERO); next != null; next = feed.next(Duration.ZERO)) {
            ChangeEvent told = next;
            in.database.transact(c -> {
                feed.receive(c, told);
                return null;
            });
            feed.delivered(told);
            heard.add(told);
        }
        return heard;
    }

    @Test
    void changesInAVersion_areHeardWhenItIsCommitted() throws InterruptedException {
        try (ChangeSubscription feed = database.changeSubscription("feed")) {
            write(V, "1");
            write(V, "2");
            change(V, c -> c.roots().put("made", new Note("made")));
            assertThat(hear(feed, this)).isEmpty();
            assertThat(database.subscriptions().get(0).waiting()).isZero();

            long committed = change("", c -> c.commitVersion(V));
            assertThat(hear(feed, this)).singleElement().satisfies(event -> {
                assertThat(event.tid()).isEqualTo(committed);
                assertThat(event.roots()).containsExactly("made", "note");
                assertThat(event.objects())
                        .extracting(ChangeEvent.ChangedObject::oid)
                        .contains(note)
                        .hasSize(3);
            });

            long undone = change("", c -> c.undo(committed));
            assertThat(hear(feed, this)).extracting(ChangeEvent::tid).containsExactly(undone);
        }
    }

    @Test
    void lockAndMerge_areNotHeard_andAbortIs() throws InterruptedException {
        try (ChangeSubscription feed = database.changeSubscription("feed")) {
            change(V, c -> c.lock(note(c)));
            write(V, "1");
            change("w", c -> c.commitVersion(V));
            assertThat(hear(feed, this)).isEmpty();
            long aborted = change("", c -> c.abortVersion("w"));
            assertThat(hear(feed, this)).extracting(ChangeEvent::tid).containsExactly(aborted);
        }
    }
}
