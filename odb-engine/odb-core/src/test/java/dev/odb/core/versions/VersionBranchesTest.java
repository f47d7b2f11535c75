package dev.odb.core.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.odb.ConflictException;
import dev.odb.Isolation;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OdbException;
import dev.odb.VersionInfo;
import dev.odb.VersionLockedException;
import dev.odb.core.Branch;
import dev.odb.core.BranchSettings;
import dev.odb.core.model.Note;
import dev.odb.core.storage.BranchId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Branches of a transaction manager in versions: what they hold between the phases, also over a restart. */
public abstract class VersionBranchesTest extends VersionsFixture {
    private static final String V = "v";
    private static final BranchId ID = new BranchId(1, "versions".getBytes(StandardCharsets.UTF_8), new byte[] {1});

    @Override
    OdbConfiguration configuration() {
        return super.configuration().withLockWait(Duration.ofMillis(20)).withReplays(0);
    }

    private void endFails(Consumer<OdbConnection> how) {
        try (OdbConnection connection = database.connect()) {
            how.accept(connection);
            assertThatExceptionOfType(ConflictException.class).isThrownBy(connection::commit);
        }
    }

    private Branch begin(String version) {
        return database.begin(new BranchSettings("ada", () -> true, Isolation.SNAPSHOT, version));
    }

    private static Note note(Branch branch) {
        return note(branch.session(Note.class.getClassLoader()));
    }

    @Test
    void branch_worksInOneVersion() {
        Branch branch = begin("");
        branch.workIn(V);
        note(branch).text = "inside";
        branch.workIn(V);
        assertThatExceptionOfType(OdbException.class)
                .isThrownBy(() -> branch.workIn("w"))
                .withMessageContainingAll("ODB-3885", "'v'", "'w'");
        branch.commit();
        assertThat(text("")).isEqualTo("start");
        assertThat(text(V)).isEqualTo("inside");
        assertThat(database.versions()).extracting(VersionInfo::owner).containsExactly("ada");
    }

    /** The prepared one shares the version, and ending it needs it alone. */
    @Test
    void preparedWriter_keepsTheVersionFromEnding_alsoAfterARestart() {
        in("", c -> c.root("other", Note.class, () -> new Note("other")));
        change(V, c -> c.root("other", Note.class).text = "inside");
        Branch branch = begin(V);
        note(branch).text = "prepared";
        branch.prepare(ID);
        reopen();

        assertThat(database.prepared()).hasSize(1);
        endFails(c -> c.commitVersion(V));
        endFails(c -> c.abortVersion(V));
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> write("", "outside"));
        change(V, c -> c.root("other", Note.class).text = "others go on");

        database.commitPrepared(ID);
        assertThat(text("")).isEqualTo("start");
        assertThat(text(V)).isEqualTo("prepared");
        assertThat(database.versions().get(0).objects()).isEqualTo(2);
        assertThatExceptionOfType(VersionLockedException.class).isThrownBy(() -> write("", "outside"));
        database.commitVersion(V);
        assertThat(text("")).isEqualTo("prepared");
        assertThat(this.<String>in("", c -> c.root("other", Note.class).text)).isEqualTo("others go on");
    }

    @Test
    void preparedFirstWriter_beginsTheVersionWhenItIsCommitted() {
        Branch branch = begin(V);
        note(branch).text = "prepared";
        branch.prepare(ID);
        reopen();
        assertThat(database.versions()).isEmpty();
        database.commitPrepared(ID);
        assertThat(database.versions()).extracting(VersionInfo::name).containsExactly(V);
        assertThat(text(V)).isEqualTo("prepared");
    }

    @Test
    void preparedCommitOfAVersion_keepsWritersOut_untilItIsDecided() {
        write(V, "inside");
        Branch branch = begin("");
        branch.session(Note.class.getClassLoader()).transaction().user("");
        branch.session(Note.class.getClassLoader()).commitVersion(V);
        branch.prepare(ID);
        reopen();
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> change(V, c -> c.roots().put("made", new Note("made"))));
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> write(V, "more"));
        database.rollbackPrepared(ID);
        write(V, "more");
        assertThat(text("")).isEqualTo("start");
        assertThat(text(V)).isEqualTo("more");
    }

    @Test
    void lockThatExpires_whileABranchThatTakesItIsPrepared_isTaken() {
        change(V, c -> c.lock(note(c), Duration.ofMinutes(5)));
        now = now.plusSeconds(300);
        Branch branch = begin("");
        note(branch).text = "outside";
        branch.prepare(ID);
        reopen();
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> write(V, "inside"));
        endFails(c -> c.commitVersion(V));
        database.commitPrepared(ID);
        assertThat(text(V)).isEqualTo("outside");
        assertThat(database.versions()).singleElement().satisfies(v -> assertThat(v.objects())
                .isZero());
        write(V, "inside");
        database.abortVersion(V);
        assertThat(text("")).isEqualTo("outside");
    }
}
