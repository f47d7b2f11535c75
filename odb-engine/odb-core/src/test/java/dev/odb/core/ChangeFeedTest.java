package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OdbCredentials;
import dev.odb.core.inflow.ChangeSubscription;
import dev.odb.core.model.Team;
import dev.odb.inflow.ChangeEvent;
import dev.odb.inflow.ChangeEvent.ChangedObject;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a durable subscription hears. */
class ChangeFeedTest {
    private static final Duration NOT_AT_ALL = Duration.ZERO;

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
        feed = database.changeSubscription("feed");
    }

    @AfterEach
    void close() {
        feed.close();
        database.close();
    }

    private static Team team(OdbConnection connection) {
        return connection.root("team", Team.class, Team::new);
    }

    private long rename(String title) {
        database.transact(c -> {
            c.transaction().user("ada").describe("renamed to " + title);
            return team(c).title = title;
        });
        return database.undoLog(0, 1).get(0).tid();
    }

    private void hear(ChangeEvent change) {
        database.transact(c -> {
            feed.receive(c, change);
            return null;
        });
        feed.delivered(change);
    }

    @Test
    void commits_areHeardInOrderWithWhatTheyWrote() throws Exception {
        long oid = database.transact(c -> c.oid(team(c)));
        long first = rename("one");
        long second = rename("two");

        ChangeEvent creation = feed.next(NOT_AT_ALL);
        assertThat(creation.roots()).containsExactly("team");
        assertThat(creation.objects()).contains(new ChangedObject(oid, Team.class.getName()));
        hear(creation);
        ChangeEvent one = feed.next(NOT_AT_ALL);
        assertThat(one.tid()).isEqualTo(first);
        assertThat(one.user()).isEqualTo("ada");
        assertThat(one.description()).isEqualTo("renamed to one");
        assertThat(one.roots()).containsExactly("team");
        assertThat(one.objects()).containsExactly(new ChangedObject(oid, Team.class.getName()));
        assertThat(feed.next(NOT_AT_ALL)).as("not delivered").isEqualTo(one);
        hear(one);
        ChangeEvent two = feed.next(NOT_AT_ALL);
        assertThat(two.tid()).isEqualTo(second);
        hear(two);
        assertThat(feed.next(NOT_AT_ALL)).isNull();
    }

    @Test
    void bookkeeping_isNotHeard() throws Exception {
        database.setUser(OdbCredentials.of("anna", "secret".toCharArray()));
        database.changeSubscription("another").close();

        assertThat(feed.next(NOT_AT_ALL)).isNull();
    }

    @Test
    void secondListener_isRefused() {
        assertThatThrownBy(() -> database.changeSubscription("feed")).hasMessageContaining("ODB-3969");
    }
}
