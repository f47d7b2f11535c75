package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.DetachedObjectException;
import dev.odb.NoTransactionException;
import dev.odb.NotPersistentException;
import dev.odb.ObjectDatabase;
import dev.odb.ObjectNotFoundException;
import dev.odb.OdbConnection;
import dev.odb.core.model.Forgotten;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of objects: stored by being reachable, loaded on touch, detached when their transaction is over. */
class EngineObjectsTest {
    @TempDir
    Path folder;

    private ObjectDatabase database;

    @BeforeEach
    void open() {
        database = ObjectDatabase.open("odb:file:" + folder.resolve("db"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void reopen() {
        close();
        open();
    }

    private static Team team(OdbConnection connection) {
        return connection.root("team", Team.class, Team::new);
    }

    @Test
    void reachableObjects_areStoredWithoutACall() {
        database.transact(c -> {
            Team team = team(c);
            team.title = "blue";
            Person ada = new Person("Ada", 36);
            ada.friend = new Person("Charles", 44);
            team.members.add(ada);
            team.byName.put("ada", ada);
            team.byNumber.put(7, ada);
            team.log.add("founded");
            team.visits.add(3);
            return null;
        });
        reopen();
        int before = Person.made;
        database.transact(c -> {
            Team team = c.root("team", Team.class);
            assertThat(team.title).isEqualTo("blue");
            assertThat(team.greeting).isEqualTo("hello blue");
            Person ada = team.members.get(0);
            assertThat(ada.name()).isEqualTo("Ada");
            assertThat(ada.friend.name()).isEqualTo("Charles");
            assertThat(team.byName.get("ada")).isSameAs(ada);
            assertThat(team.byNumber.get(7)).isSameAs(ada);
            assertThat(team.log).containsExactly("founded");
            assertThat(team.visits.get()).isEqualTo(3);
            return null;
        });
        assertThat(Person.made).as("constructors never run on load").isEqualTo(before);
    }

    @Test
    void mutableValues_areFoundWithoutACall() {
        database.transact(c -> {
            Team team = team(c);
            team.notes.put("a", new ArrayList<>(List.of("one")));
            team.scores[1] = 5;
            return null;
        });
        database.transact(c -> {
            Team team = team(c);
            team.notes.get("a").add("two");
            team.notes.computeIfAbsent("b", k -> new ArrayList<>()).add("three");
            return null;
        });
        database.transact(c -> {
            team(c).scores[2]++;
            return null;
        });
        reopen();
        database.transact(c -> {
            Team team = team(c);
            assertThat(team.notes.get("a")).containsExactly("one", "two");
            assertThat(team.notes.get("b")).containsExactly("three");
            assertThat(team.scores).containsExactly(0, 5, 1);
            return null;
        });
    }

    @Test
    void assignedCollections_areWatchedInLaterTransactionsOfTheConnection() {
        try (OdbConnection connection = database.connect()) {
            Team team = team(connection);
            List<Person> mine = new ArrayList<>();
            int[] scores = {1};
            team.members = mine;
            team.scores = scores;
            connection.commit();
            mine.add(new Person("Ada", 36));
            scores[0] = 2;
            connection.commit();
        }
        database.transact(c -> {
            assertThat(team(c).members).hasSize(1);
            assertThat(team(c).scores).containsExactly(2);
            return null;
        });
    }

    /** A value that is gone was compared with the old record for ever: each later commit wrote the object again. */
    @Test
    void objectWithoutItsArray_isNotWrittenAgainByLaterCommits() {
        try (OdbConnection connection = database.connect()) {
            Team team = team(connection);
            assertThat(team.scores).hasSize(3);
            team.scores = null;
            connection.commit();
            long serial = connection.serial(team);
            connection.commit();
            connection.commit();
            assertThat(connection.serial(team)).isEqualTo(serial);
        }
    }

    @Test
    void identity_isKeptWithinAConnectionAndOverTransactions() {
        try (OdbConnection connection = database.connect()) {
            Team team = team(connection);
            team.members.add(new Person("Ada", 36));
            connection.commit();
            assertThat(team(connection)).isSameAs(team);
            assertThat(connection.oid(team)).isPositive();
            assertThat(connection.serial(team.members.get(0))).isPositive();
        }
    }

    @Test
    void nextTransaction_seesWhatOthersCommitted() {
        try (OdbConnection first = database.connect();
                OdbConnection second = database.connect()) {
            Team mine = team(first);
            mine.title = "a";
            first.commit();
            Team theirs = team(second);
            assertThat(theirs.title).isEqualTo("a");
            mine.title = "b";
            first.commit();
            assertThat(theirs.title).as("snapshot").isEqualTo("a");
            second.rollback();
            assertThat(theirs.title).isEqualTo("b");
            assertThat(team(second)).isSameAs(theirs);
        }
    }

    @Test
    void rollback_makesSavedObjectsGhostsAndNewOnesUnsaved() {
        try (OdbConnection connection = database.connect()) {
            Team team = team(connection);
            team.title = "kept";
            connection.commit();
            Person ada = new Person("Ada", 36);
            team.title = "dropped";
            team.members.add(ada);
            long oid = connection.oid(ada);
            connection.rollback();
            assertThat(team.title).isEqualTo("kept");
            assertThat(team.members).isEmpty();
            assertThat(ada.name()).isEqualTo("Ada");
            team.members.add(ada);
            connection.commit();
            assertThat(connection.oid(ada))
                    .as("oids of aborted objects are not reused")
                    .isNotEqualTo(oid);
        }
    }

    @Test
    void committedObjects_stayReadableAfterTheirTransaction() {
        Team team = database.transact(c -> {
            Team t = team(c);
            t.title = "read me";
            t.members.add(new Person("Ada", 36));
            return t;
        });
        assertThat(team.title).isEqualTo("read me");
        assertThat(team.members.get(0).name()).isEqualTo("Ada");
        assertThatThrownBy(() -> team.title = "no")
                .isInstanceOf(DetachedObjectException.class)
                .hasMessageContaining("dev.odb.core.model.Team")
                .hasMessageContaining("committed")
                .hasMessageContaining("Take it again from a root");
    }

    @Test
    void ghosts_touchedAfterTheirTransactionAreAClearError() {
        database.transact(c -> {
            team(c).members.add(new Person("Ada", 36));
            return null;
        });
        Person ghost = database.transact(c -> team(c).members.get(0));
        assertThatThrownBy(ghost::name)
                .isInstanceOf(DetachedObjectException.class)
                .hasMessageContaining("dev.odb.core.model.Person")
                .hasMessageContaining("committed");
    }

    @Test
    void detachedObjects_cannotBeStoredInAnotherTransaction() {
        Person detached = database.transact(c -> {
            Person ada = new Person("Ada", 36);
            team(c).members.add(ada);
            return ada;
        });
        assertThatThrownBy(() -> database.transact(c -> {
                    team(c).byName.put("x", detached);
                    return null;
                }))
                .isInstanceOf(DetachedObjectException.class)
                .hasMessageContaining("team.byName[\"x\"]");
    }

    /** CONFORMANCE 81: nothing of it is stored, and the object stays where it belongs. */
    @Test
    void objectOfAnotherConnectionOrDatabase_isRefusedWithItsPath() {
        try (OdbConnection mine = database.connect();
                OdbConnection sibling = database.connect();
                ObjectDatabase other = ObjectDatabase.open("odb:memory:" + folder);
                OdbConnection foreign = other.connect()) {
            team(mine).members.add(new Person("Ada", 36));
            mine.commit();
            team(foreign).members.add(new Person("Bob", 20));
            foreign.commit();
            Person own = team(mine).members.get(0);
            for (Person alien :
                    List.of(team(sibling).members.get(0), team(foreign).members.get(0))) {
                team(mine).byName.put("x", alien);
                assertThatThrownBy(mine::commit)
                        .isInstanceOf(DetachedObjectException.class)
                        .hasMessageContaining("team.byName[\"x\"]")
                        .hasMessageContaining("another connection");
                mine.rollback();
                assertThat(team(mine).byName).isEmpty();
            }
            team(sibling).byName.put("x", team(sibling).members.get(0));
            sibling.commit();
            mine.rollback();
            assertThat(team(mine).byName.get("x")).as("one object for one oid").isSameAs(own);
        }
    }

    @Test
    void unmarkedClass_isRefusedWithItsPath() {
        assertThatThrownBy(() -> database.transact(c -> {
                    Team team = team(c);
                    Person ada = new Person("Ada", 36);
                    team.byName.put("HHH-1", ada);
                    team.notes.put("n", new ArrayList<>());
                    team.anything = new Object[] {1, new Forgotten()};
                    return null;
                }))
                .isInstanceOf(NotPersistentException.class)
                .hasMessageContaining("team.anything[1]")
                .hasMessageContaining("dev.odb.core.model.Forgotten");
        database.transact(c -> {
            assertThat(team(c).anything).isNull();
            return null;
        });
    }

    @Test
    void unmarkedClassBehindAMap_isRefusedWithTheKeyInItsPath() {
        assertThatThrownBy(() -> database.transact(c -> {
                    Team holder = new Team();
                    holder.anything = new Forgotten();
                    c.roots().put("issues", holder);
                    Team inMap = new Team();
                    holder.notes.put("k", new ArrayList<>());
                    holder.anything = new java.util.HashMap<>(java.util.Map.of("HHH-1", inMap));
                    inMap.anything = new Forgotten();
                    return null;
                }))
                .isInstanceOf(NotPersistentException.class)
                .hasMessageContaining("issues.anything[\"HHH-1\"].anything")
                .hasMessageContaining("Forgotten");
    }

    @Test
    void missingRoot_isNamedWithThoseThereAre() {
        database.transact(c -> team(c).title);
        assertThatThrownBy(() -> database.transact(c -> c.root("teem", Team.class)))
                .isInstanceOf(ObjectNotFoundException.class)
                .hasMessageContaining("'teem'")
                .hasMessageContaining("[team]");
    }

    @Test
    void initialValue_isCommittedByItselfAndSeenInTheRunningTransaction() {
        try (OdbConnection connection = database.connect()) {
            Team first = team(connection);
            assertThat(first.title).isEmpty();
            Team other = connection.root("other", Team.class, () -> {
                Team made = new Team();
                made.members.add(new Person("Ada", 36));
                return made;
            });
            assertThat(other.members.get(0).name()).isEqualTo("Ada");
            connection.rollback();
            assertThat(connection.root("other", Team.class)).isNotNull();
        }
    }

    @Test
    void endingATransactionOfTransactInside_isRefused() {
        assertThatThrownBy(() -> database.transact(c -> {
                    c.commit();
                    return null;
                }))
                .isInstanceOf(NoTransactionException.class)
                .hasMessageContaining("transact()");
    }
}
