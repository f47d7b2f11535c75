package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ConflictException;
import dev.odb.Counter;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OdbCredentials;
import dev.odb.OdbException;
import dev.odb.PersistentMap;
import dev.odb.SubscriptionInfo;
import dev.odb.core.inflow.ChangeSubscription;
import dev.odb.core.inflow.ClaimedTask;
import dev.odb.core.inflow.TaskConsumer;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import dev.odb.core.storage.BranchId;
import dev.odb.inflow.ChangeEvent;
import dev.odb.inflow.ChangeEvent.ChangedObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a durable subscription hears. */
class ChangeFeedTest {
    private static final String TEAM = Team.class.getName();

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Engine database;
    private ChangeSubscription feed;
    private long team;

    /** File storage; the subclass has another. */
    String url() {
        return "odb:file:";
    }

    @BeforeEach
    void open() {
        database = Engine.open(OdbConfiguration.of(url() + folder.resolve("db")));
        team = database.transact(c -> c.oid(c.root("team", Team.class, Team::new)));
        feed = database.changeSubscription("feed");
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        feed.close();
        database.close();
    }

    private static Team team(OdbConnection connection) {
        return connection.root("team", Team.class);
    }

    private long rename(String title) {
        database.transact(c -> {
            c.transaction().user("ada").describe("renamed to " + title);
            return team(c).title = title;
        });
        return newest();
    }

    private long newest() {
        return database.undoLog(0, 1).get(0).tid();
    }

    private ChangeEvent next() {
        return Feeds.now(feed);
    }

    private List<ChangeEvent> hearAll() {
        return Feeds.all(database, feed);
    }

    private static List<String> classes(ChangeEvent change) {
        return change.objects().stream().map(ChangedObject::className).toList();
    }

    @Test
    void commits_areHeardInOrderWithWhatTheyWrote() {
        long first = rename("one");
        long second = rename("two");

        ChangeEvent one = next();
        assertThat(one.tid()).isEqualTo(first);
        assertThat(one.instant()).isEqualTo(database.undoLog(1, 1).get(0).time());
        assertThat(one.user()).isEqualTo("ada");
        assertThat(one.description()).isEqualTo("renamed to one");
        assertThat(one.roots()).containsExactly("team");
        assertThat(one.objects()).containsExactly(new ChangedObject(team, TEAM));
        assertThat(next()).as("not delivered").isEqualTo(one);
        Feeds.deliver(database, feed, one);
        assertThat(next().tid()).isEqualTo(second);
        Feeds.deliver(database, feed, next());
        assertThat(next()).isNull();
    }

    @Test
    void newObject_isHeardWithItsClass_andIsNoRoot() {
        long[] person = new long[1];
        database.transact(c -> {
            Person ann = new Person("ann", 1);
            team(c).members.add(ann);
            return person[0] = c.oid(ann);
        });
        database.transact(c -> {
            team(c).visits.add(1);
            return null;
        });

        ChangeEvent joined = next();
        assertThat(joined.objects())
                .containsExactlyInAnyOrder(
                        new ChangedObject(team, TEAM), new ChangedObject(person[0], Person.class.getName()));
        Feeds.deliver(database, feed, joined);
        assertThat(next().roots()).as("a part of a root").isEmpty();
        assertThat(classes(next())).containsExactly(Counter.class.getName());
    }

    @Test
    void entriesOfRoots_areHeardByName_alsoInALargeDirectory() {
        database.transact(c -> {
            for (int i = 0; i < 200; i++) {
                c.roots().put("r" + i, new Team());
            }
            return null;
        });
        database.transact(c -> c.roots().put("r77", new Team()));
        database.transact(c -> c.roots().remove("r5"));
        database.transact(c -> c.roots().put("r6", "a text"));
        database.transact(c -> c.root("r150", Team.class).title = "x");

        List<ChangeEvent> heard = hearAll();
        assertThat(heard.get(0).roots()).hasSize(200).contains("r0", "r199").doesNotContain("team");
        assertThat(heard.subList(1, 5).stream().map(change -> String.join(",", change.roots())))
                .containsExactly("r77", "r5", "r6", "r150");
    }

    @Test
    void bookkeeping_isNotHeard() {
        database.setUser(OdbCredentials.of("anna", "secret".toCharArray()));
        ChangeSubscription another = database.changeSubscription("another");
        rename("one");
        Feeds.deliver(database, another, Feeds.now(another));
        another.close();
        database.removeSubscription("another");
        long last = rename("two");

        List<ChangeEvent> heard = hearAll();
        assertThat(heard).hasSize(2).last().extracting(ChangeEvent::tid).isEqualTo(last);
        assertThat(heard).allSatisfy(change -> assertThat(classes(change)).containsExactly(TEAM));
        assertThat(heard).allSatisfy(change -> assertThat(change.roots()).containsExactly("team"));
    }

    @Test
    void task_isHeardAsAnObject_withoutTheQueuesBooks() throws Exception {
        database.transact(c -> {
            c.queue("mail").send(new Person("task", 1));
            return null;
        });
        ChangeEvent sent = next();
        assertThat(classes(sent)).containsExactly(Person.class.getName());
        assertThat(sent.roots()).isEmpty();
        Feeds.deliver(database, feed, sent);
        try (TaskConsumer consumer = database.taskConsumer("mail")) {
            ClaimedTask task = consumer.claim(Duration.ofMinutes(1));
            database.<Object>transact(task::receive);
            task.delivered();
        }
        assertThat(next()).isNull();
    }

    /** Else a listener that writes something would hear of it, write again, and so on for ever. */
    @Test
    void whatItsListenerWrites_isHeardByOthersOnly_withoutThePosition() {
        ChangeSubscription other = database.changeSubscription("other");
        long renamed = rename("one");
        Feeds.deliver(database, feed, next(), (c, change) -> team(c).title = "heard " + change.tid());
        long delivery = newest();

        assertThat(next()).isNull();
        List<ChangeEvent> heard = Feeds.all(database, other);
        assertThat(Feeds.tids(heard)).containsExactly(renamed, delivery);
        assertThat(heard.get(1).objects()).containsExactly(new ChangedObject(team, TEAM));
        other.close();
    }

    @Test
    void deliveryThatIsRolledBack_isHeardAgain_andLeavesNothing() {
        long renamed = rename("one");
        assertThatThrownBy(() -> Feeds.deliver(database, feed, next(), (c, change) -> {
                    team(c).title = "half";
                    throw new IllegalStateException("the listener");
                }))
                .hasMessageContaining("the listener");

        assertThat(next().tid()).isEqualTo(renamed);
        assertThat(database.<String>transact(c -> team(c).title)).isEqualTo("one");
        assertThat(position("feed").waiting()).isEqualTo(1);
    }

    @Test
    void transactionThatBeganFirstAndCommitsLast_isHeardLast() {
        try (OdbConnection slow = database.connect()) {
            slow.root("team", Team.class).log.add("slow");
            long first = rename("one");
            slow.commit();
            long last = newest();

            assertThat(Feeds.tids(hearAll())).containsExactly(first, last);
        }
    }

    @Test
    void preparedBranch_isHeardWhenItIsDecided() {
        BranchId committed = new BranchId(7, new byte[] {1}, new byte[] {2});
        BranchId rolledBack = new BranchId(7, new byte[] {2}, new byte[] {2});
        prepare(committed, "committed");
        prepare(rolledBack, "rolled back");
        long between = rename("between");
        assertThat(next().tid()).isEqualTo(between);
        database.rollbackPrepared(rolledBack);
        database.commitPrepared(committed);

        List<ChangeEvent> heard = hearAll();
        assertThat(heard).extracting(ChangeEvent::description).containsExactly("renamed to between", "committed");
    }

    private void prepare(BranchId id, String name) {
        Branch branch = database.begin(new BranchSettings("", () -> true));
        OdbConnection c = branch.session(Team.class.getClassLoader());
        c.root(name, Team.class, Team::new).title = name;
        c.transaction().describe(name);
        branch.prepare(id);
        hearAll();
    }

    @Test
    void undo_isHeardAsATransaction_andOfADeliveryLeavesThePosition() {
        rename("one");
        Feeds.deliver(database, feed, next(), (c, change) -> team(c).title = "heard");
        long delivery = newest();
        long position = position("feed").position();
        database.transact(c -> {
            c.undo(delivery);
            return null;
        });

        assertThat(database.<String>transact(c -> team(c).title)).isEqualTo("one");
        assertThat(position("feed").position()).isEqualTo(position);
        ChangeEvent undone = next();
        assertThat(undone.tid()).isEqualTo(newest());
        assertThat(undone.objects()).containsExactly(new ChangedObject(team, TEAM));
    }

    @Test
    void whoWaits_isWokenByACommit() throws Exception {
        Future<ChangeEvent> waiting = threads.submit(() -> feed.next(Duration.ofMinutes(5)));
        long renamed = rename("one");
        assertThat(waiting.get(1, TimeUnit.MINUTES).tid()).isEqualTo(renamed);
    }

    @Test
    void whoWaits_isWokenByTheEnd() throws Exception {
        Future<ChangeEvent> waiting = threads.submit(() -> feed.next(Duration.ofSeconds(Long.MAX_VALUE)));
        feed.close();
        assertThat(waiting.get(1, TimeUnit.MINUTES)).isNull();

        ChangeSubscription again = database.changeSubscription("feed");
        Future<ChangeEvent> other = threads.submit(() -> again.next(Duration.ofMinutes(5)));
        database.close();
        assertThat(other.get(1, TimeUnit.MINUTES)).isNull();
        assertThat(Feeds.now(again)).isNull();
    }

    @Test
    void subscriptionThatIsOpenedAgain_goesOnWhereItWas() {
        long first = rename("one");
        long second = rename("two");
        Feeds.deliver(database, feed, next());
        feed.close();
        feed = database.changeSubscription("feed");

        assertThat(Feeds.tids(hearAll())).containsExactly(second);
        assertThat(first).isLessThan(second);
    }

    @Test
    void subscriptionFromThePast_hearsWhatWasBefore() {
        long renamed = rename("one");
        database.moveSubscription("all", 0);
        database.moveSubscription("since", renamed - 1);
        database.moveSubscription("after", renamed);

        assertThat(heardBy("all")).first().extracting(ChangeEvent::roots).isEqualTo(Set.of("team"));
        assertThat(Feeds.tids(heardBy("all"))).isEmpty();
        assertThat(Feeds.tids(heardBy("since"))).containsExactly(renamed);
        assertThat(heardBy("after")).isEmpty();
        assertThatThrownBy(() -> database.moveSubscription("future", newest() + 1))
                .isInstanceOf(OdbException.class)
                .hasMessageContaining("ODB-3976");
        assertThatThrownBy(() -> database.moveSubscription(" ", 0)).hasMessageContaining("ODB-3974");
    }

    private List<ChangeEvent> heardBy(String name) {
        try (ChangeSubscription opened = database.changeSubscription(name)) {
            return Feeds.all(database, opened);
        }
    }

    @Test
    void subscriptionThatIsMoved_isFollowedByWhoUsesIt() {
        long first = rename("one");
        long second = rename("two");
        assertThat(Feeds.tids(hearAll())).containsExactly(first, second);

        database.moveSubscription("feed", first);
        assertThat(Feeds.tids(hearAll())).containsExactly(second);
        database.moveSubscription("feed", first - 1);
        assertThat(next().tid()).isEqualTo(first);
        database.moveSubscription("feed", Long.MAX_VALUE);
        assertThat(next()).isNull();
        assertThat(Feeds.tids(hearAll())).isEmpty();
    }

    /** As a second process would: whoever commits the position first has the change to itself. */
    @Test
    void changeThatSomebodyElseHears_isHeardOnce() {
        rename("one");
        ChangeEvent change = next();
        try (OdbConnection connection = database.connect()) {
            feed.receive(connection, change);
            connection.root("team", Team.class).title = "twice";
            database.moveSubscription("feed", change.tid());
            assertThatExceptionOfType(ConflictException.class).isThrownBy(connection::commit);
            connection.rollback();
            assertThatThrownBy(() -> feed.receive(connection, change)).hasMessageContaining("ODB-3967");
        }
        assertThat(next()).isNull();
        assertThat(database.<String>transact(c -> team(c).title)).isEqualTo("one");
    }

    @Test
    void secondListener_isRefused_andSoIsRemovalMeanwhile() {
        assertThatThrownBy(() -> database.changeSubscription("feed")).hasMessageContaining("ODB-3969");
        assertThatThrownBy(() -> database.removeSubscription("feed")).hasMessageContaining("ODB-3969");
        assertThatThrownBy(() -> database.changeSubscription("")).hasMessageContaining("ODB-3974");
        feed.close();
        assertThat(database.removeSubscription("feed")).isTrue();
        assertThat(database.removeSubscription("feed")).isFalse();
        assertThat(database.subscriptions()).isEmpty();
        rename("one");
        feed = database.changeSubscription("feed");
        assertThat(next()).as("begins now").isNull();
    }

    @Test
    void subscriptionThatIsRemovedUnderneath_saysSo() {
        long renamed = rename("one");
        ChangeEvent change = next();
        database.transact(c -> ((PersistentMap<?, ?>) c.roots().get("odb.subscriptions")).remove("feed") != null);

        assertThat(renamed).isEqualTo(change.tid());
        assertThatThrownBy(() -> Feeds.deliver(database, feed, change)).hasMessageContaining("ODB-3968");
    }

    @Test
    void list_saysHowFarBehindTheyAre() {
        SubscriptionInfo caughtUp = position("feed");
        assertThat(caughtUp.open()).isTrue();
        assertThat(caughtUp.waiting()).isZero();
        assertThat(caughtUp.lag()).isZero();
        assertThat(caughtUp.lost()).isFalse();
        long first = rename("one");
        rename("two");
        assertThat(position("feed").waiting()).isEqualTo(2);
        assertThat(position("feed").lag()).isPositive();
        Feeds.deliver(database, feed, next(), (c, change) -> team(c).title = "heard");
        feed.close();
        SubscriptionInfo behind = position("feed");
        assertThat(behind.position()).isEqualTo(first);
        assertThat(behind.instant()).isEqualTo(database.history(team, 3).get(2).time());
        assertThat(behind.waiting()).isEqualTo(1);
        assertThat(behind.open()).isFalse();
    }

    private SubscriptionInfo position(String name) {
        return database.subscriptions().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void largeTransaction_isHeardWhole() {
        int size = 20_000;
        database.transact(c -> {
            for (int i = 0; i < size; i++) {
                team(c).members.add(new Person("p" + i, i));
            }
            return null;
        });
        List<ChangedObject> objects = next().objects();
        assertThat(objects).hasSize(size + 1);
        assertThat(objects.stream().map(ChangedObject::oid).distinct()).hasSize(size + 1);
        assertThat(objects.stream().filter(object -> object.className().equals(Person.class.getName())))
                .hasSize(size);
    }
}
