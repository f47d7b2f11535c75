package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ConflictException;
import dev.odb.Counter;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.TransactionInfo;
import dev.odb.core.model.Person;
import dev.odb.core.storage.BranchId;
import dev.odb.replay.Replay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A transaction that comes first, for tests of applications. */
class RivalTest {
    private final Engine database = Engine.open(OdbConfiguration.of("odb:memory:rival"));

    @BeforeEach
    void create() {
        database.transact(c -> {
            c.roots().put("ann", new Person("Ann", 30));
            c.roots().put("bob", new Person("Bob", 40));
            return c.roots().put("counter", new Counter());
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Branch changing(String name) {
        Branch branch = database.begin(new BranchSettings("", () -> true));
        Person person = connection(branch).root(name, Person.class);
        person.age(person.age() + 1);
        return branch;
    }

    private static OdbConnection connection(Branch branch) {
        return branch.session(RivalTest.class.getClassLoader());
    }

    private int age(String name) {
        return database.transact(c -> c.root(name, Person.class).age());
    }

    @Test
    void overtakenBranch_losesInOnePhaseAndInTwo() {
        Branch one = changing("ann");
        assertThat(Rival.overtake(one, object -> true)).isEqualTo(1);
        assertThatThrownBy(one::commit).isInstanceOf(ConflictException.class);

        Branch two = changing("ann");
        assertThat(Rival.overtake(two, object -> true)).isEqualTo(1);
        assertThatThrownBy(() -> two.prepare(new BranchId(1, new byte[] {1}, new byte[] {1})))
                .isInstanceOf(ConflictException.class);
        assertThat(age("ann")).isEqualTo(30);
        assertThat(database.undoLog(0, 2))
                .extracting(TransactionInfo::description)
                .containsOnly("a conflict that a test has asked for");
    }

    @Test
    void objectsThatAreNotMeant_areLeftAlone() {
        Branch branch = changing("ann");
        assertThat(Rival.overtake(branch, object -> ((Person) object).name().equals("Bob")))
                .isZero();
        branch.commit();
        assertThat(age("ann")).isEqualTo(31);
    }

    @Test
    void newObjectsAndThoseThatMerge_areNotAskedAbout() {
        Branch branch = database.begin(new BranchSettings("", () -> true));
        OdbConnection c = connection(branch);
        c.root("counter", Counter.class).add(1);
        c.roots().put("cid", new Person("Cid", 50));
        List<Object> asked = new ArrayList<>();
        assertThat(Rival.overtake(branch, asked::add)).isZero();
        assertThat(asked).isEmpty();
        branch.commit();
        assertThat(age("cid")).isEqualTo(50);
    }

    /** A replay has locked what it lost, and keeps all others waiting in its last attempt. */
    @Test
    void replay_losesAgainInSpiteOfItsLocks() {
        List<Integer> seen = new ArrayList<>();
        Replay replay = new Replay(2, Duration.ofSeconds(60));
        assertThatThrownBy(() -> replay.run(() -> {
                    Branch branch = changing("ann");
                    seen.add(connection(branch).root("ann", Person.class).age());
                    Rival.overtake(branch, object -> true);
                    branch.commit();
                    return null;
                }))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("ODB-1007");
        assertThat(seen).containsExactly(31, 31, 31);
        Branch next = changing("ann");
        next.commit();
        assertThat(age("ann")).isEqualTo(31);
    }
}
