package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.ChangesLostException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OdbCredentials;
import dev.odb.PackOptions;
import dev.odb.PackReport;
import dev.odb.core.inflow.ChangeSubscription;
import dev.odb.core.model.Team;
import dev.odb.inflow.ChangeEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs of a database that has subscriptions. */
class ChangeFeedPackTest {
    @TempDir
    Path folder;

    private Engine database;
    private ChangeSubscription feed;

    /** File storage; the subclass has another. */
    String url() {
        return "odb:file:";
    }

    @BeforeEach
    void open() {
        database = Engine.open(OdbConfiguration.of(url() + folder.resolve("db")));
        database.transact(c -> c.root("team", Team.class, Team::new).title = "made");
        feed = database.changeSubscription("feed");
    }

    @AfterEach
    void close() {
        feed.close();
        database.close();
    }

    private long rename(String title) {
        database.transact(c -> c.root("team", Team.class).title = title);
        return newest();
    }

    private long newest() {
        return database.undoLog(0, 1).get(0).tid();
    }

    private PackReport pack() {
        return database.pack(Instant.now());
    }

    private PackReport packAnyway() {
        return database.pack(PackOptions.before(Instant.now()).withUnheardKept(Duration.ZERO));
    }

    @Test
    void whatWasNotHeard_holdsAPackBack() {
        long one = rename("one");
        long two = rename("two");
        long three = rename("three");
        Feeds.deliver(database, feed, Feeds.now(feed));

        PackReport report = pack();
        assertThat(report.reason()).contains("subscription 'feed' has not heard of transaction " + two);
        assertThat(report.effectiveTid()).isBetween(one, two - 1);
        assertThat(report.effective()).isBefore(report.asked());
        assertThat(report.passedOver()).isEmpty();
        assertThat(Feeds.tids(Feeds.all(database, feed))).containsExactly(two, three);
        assertThat(pack().reason()).isEmpty();
    }

    @Test
    void subscriptionThatIsTooFarBehind_hearsOfTheGapAndGoesOnWhenTold() {
        rename("one");
        Feeds.deliver(database, feed, Feeds.now(feed));
        long two = rename("two");
        long three = rename("three");

        PackReport dry = database.pack(
                PackOptions.before(Instant.now()).withUnheardKept(Duration.ZERO).asDryRun());
        assertThat(dry.passedOver()).containsExactly("feed");
        assertThat(Feeds.now(feed).tid()).as("nothing has changed").isEqualTo(two);
        PackReport report = packAnyway();
        assertThat(report.passedOver()).containsExactly("feed");
        assertThat(report.reason()).isEmpty();
        long packed = report.effectiveTid();
        assertThat(packed).isGreaterThanOrEqualTo(three);
        assertThat(database.subscriptions().get(0).lost()).isTrue();
        long four = rename("four");

        feed.close();
        feed = database.changeSubscription("feed");
        for (int i = 0; i < 2; i++) {
            ChangesLostException lost = catchThrowableOfType(ChangesLostException.class, () -> Feeds.now(feed));
            assertThat(lost).hasMessageContaining("ODB-3966").hasMessageContaining("feed");
            assertThat(lost.subscription()).isEqualTo("feed");
            assertThat(lost.first()).isEqualTo(two);
            assertThat(lost.last()).isEqualTo(packed);
        }
        assertThatThrownBy(() -> database.moveSubscription("feed", packed - 1)).hasMessageContaining("ODB-3976");
        database.moveSubscription("feed", packed);
        assertThat(Feeds.tids(Feeds.all(database, feed))).containsExactly(four);
        assertThat(database.subscriptions().get(0).lost()).isFalse();
    }

    /** Idle subscriptions hold nothing back, and miss nothing by a pack that goes past them. */
    @Test
    void subscriptionWithNothingToHear_isNotHeldUpNorPassedOver() {
        rename("one");
        feed.close();
        feed = database.changeSubscription("feed");
        Feeds.all(database, feed);
        database.setUser(OdbCredentials.of("anna", "secret".toCharArray()));
        long users = newest();

        PackReport report = packAnyway();
        assertThat(report.reason()).isEmpty();
        assertThat(report.passedOver()).isEmpty();
        assertThat(report.effectiveTid()).isGreaterThanOrEqualTo(users);
        assertThat(Feeds.now(feed)).isNull();
        assertThat(database.subscriptions().get(0).lost()).isFalse();
        long two = rename("two");
        assertThat(Feeds.tids(Feeds.all(database, feed))).containsExactly(two);
    }

    @Test
    void packBetweenAChangeAndItsDelivery_changesNothing() {
        long one = rename("one");
        ChangeEvent change = Feeds.now(feed);
        database.setUser(OdbCredentials.of("anna", "secret".toCharArray()));
        pack();

        Feeds.deliver(database, feed, change);
        assertThat(change.tid()).isEqualTo(one);
        assertThat(Feeds.now(feed)).isNull();
        long two = rename("two");
        assertThat(Feeds.tids(Feeds.all(database, feed))).containsExactly(two);
    }

    /** A lost delivery is no reason to keep everything for ever: what comes after the gap counts again. */
    @Test
    void subscriptionThatHasLostSome_holdsBackWhatIsLeft() {
        rename("one");
        packAnyway();
        long two = rename("two");

        PackReport report = pack();
        assertThat(report.effectiveTid()).isLessThan(two);
        assertThat(report.reason()).contains("'feed'").contains(Long.toString(two));
        assertThatThrownBy(() -> Feeds.now(feed)).isInstanceOf(ChangesLostException.class);
        feed.close();
        database.removeSubscription("feed");
        assertThat(pack().effectiveTid()).isGreaterThanOrEqualTo(two);
        feed = database.changeSubscription("feed");
    }

    @Test
    void flagOfBookkeeping_outlivesAPackAndACopy() throws Exception {
        database.setUser(OdbCredentials.of("anna", "secret".toCharArray()));
        rename("one");
        Feeds.deliver(database, feed, Feeds.now(feed), (c, change) -> title(c, "heard"));
        long waiting = rename("two");
        pack();

        for (String form : List.of("odb:file:", "odb:memory:")) {
            OdbConfiguration target = OdbConfiguration.of(form + folder.resolve("copy"));
            try (Engine copy = database.copyTo(target, report -> {});
                    ChangeSubscription copied = copy.changeSubscription("feed")) {
                assertThat(Feeds.tids(Feeds.all(copy, copied))).containsExactly(waiting);
                copy.moveSubscription("all", 0);
                try (ChangeSubscription all = copy.changeSubscription("all")) {
                    assertThat(Feeds.all(copy, all))
                            .allSatisfy(change -> assertThat(change.roots()).containsExactly("team"))
                            .hasSizeBetween(1, 3);
                }
            }
        }
        assertThat(Feeds.tids(Feeds.all(database, feed))).containsExactly(waiting);
    }

    private static void title(OdbConnection connection, String title) {
        connection.root("team", Team.class).title = title;
    }
}
