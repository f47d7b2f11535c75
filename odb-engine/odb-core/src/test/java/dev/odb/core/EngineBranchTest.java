package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.DetachedObjectException;
import dev.odb.OdbConfiguration;
import dev.odb.core.model.Team;
import dev.odb.core.storage.BranchId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Branches that are ended while their objects may not be used any more. On a server the end failed half way through the
 * workspace with ODB-2513, because dropping an object's state looked into its persistent collections.
 */
class EngineBranchTest {
    private ManagedDatabase database;
    private Team team;

    @BeforeEach
    void open() {
        database = Engine.open(OdbConfiguration.of("odb:memory:" + UUID.randomUUID()));
        Branch creating = begin();
        creating.commit();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Branch begin() {
        Branch branch = database.begin(new BranchSettings("", () -> true));
        team = branch.session(Team.class.getClassLoader()).root("team", Team.class, Team::new);
        team.log.add("changed");
        return branch;
    }

    @Test
    void rollbackOfABranchThatIsMarked_reachesEveryObject() {
        Branch branch = begin();
        branch.markRollbackOnly();

        branch.rollback();

        assertRolledBack();
    }

    @Test
    void rollbackOfAPreparedBranch_reachesEveryObject() {
        Branch branch = begin();
        BranchId id = new BranchId(1, new byte[] {1}, new byte[] {2});
        assertThat(branch.prepare(id)).isEqualTo(Branch.Vote.PREPARED);

        database.rollbackPrepared(id);

        assertRolledBack();
        assertThat(database.prepared()).isEmpty();
    }

    private void assertRolledBack() {
        assertThatThrownBy(() -> team.log.size())
                .isInstanceOf(DetachedObjectException.class)
                .hasMessageContaining("rolled back");
    }
}
