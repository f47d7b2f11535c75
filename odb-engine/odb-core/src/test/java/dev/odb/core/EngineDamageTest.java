package dev.odb.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.Blob;
import dev.odb.OdbConfiguration;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import dev.odb.core.record.StoredRecords;
import dev.odb.core.storage.file.CheckProgress;
import dev.odb.core.storage.file.Finding;
import dev.odb.core.storage.file.RecoverReport;
import dev.odb.core.storage.file.Recovery;
import dev.odb.core.storage.file.Verification;
import dev.odb.core.storage.file.VerifyReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verify and recover on a database of real objects. */
class EngineDamageTest {
    @TempDir
    Path folder;

    private Path database;
    private long bob;

    private static Engine open(Path folder) {
        return Engine.open(OdbConfiguration.of("odb:file:" + folder));
    }

    @BeforeEach
    void write() {
        database = folder.resolve("database");
        try (Engine engine = open(database)) {
            bob = engine.transact(c -> {
                Team team = c.root("team", Team.class, Team::new);
                team.title = "recovered";
                Person ann = new Person("Ann", 30);
                ann.friend = new Person("Bob of the damaged record", 40);
                team.members.addAll(List.of(ann, ann.friend));
                Blob blob = new Blob();
                try (OutputStream out = blob.write()) {
                    out.write("the content".getBytes(UTF_8));
                }
                team.anything = blob;
                c.savepoint();
                return c.oid(ann.friend);
            });
        }
    }

    private static VerifyReport verify(Path folder) {
        return Verification.verify(folder, new StoredRecords(), CheckProgress.NONE);
    }

    private RecoverReport recover(String to) {
        return Recovery.recover(database, folder.resolve(to), new StoredRecords(), CheckProgress.NONE);
    }

    private void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        assertThat(file.toFile().setWritable(true)).isTrue();
        Files.write(file, bytes);
    }

    @Test
    void undamaged_isSoundAndRecoversWhole() {
        VerifyReport report = verify(database);
        assertThat(report.findings()).isEmpty();
        assertThat(report.objects()).isGreaterThanOrEqualTo(5);

        RecoverReport recovered = recover("saved");

        assertThat(recovered.lost()).isEmpty();
        assertThat(recovered.blobs()).isEqualTo(1);
        assertThat(recovered.objects()).isEqualTo(report.objects());
        assertThat(verify(folder.resolve("saved")).findings()).isEmpty();
        try (Engine engine = open(folder.resolve("saved"))) {
            engine.transact(c -> {
                Team team = c.root("team", Team.class);
                assertThat(team.title).isEqualTo("recovered");
                assertThat(team.members).hasSize(2);
                try (InputStream in = ((Blob) team.anything).read()) {
                    assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("the content");
                }
                team.title = "written again";
                return null;
            });
        }
    }

    @Test
    void damagedRecord_leavesAReferenceToNothingAndEverythingElse() throws Exception {
        Path log = database.resolve("log-0000000001.odb");
        flip(log, new String(Files.readAllBytes(log), ISO_8859_1).indexOf("Bob of the damaged"));
        assertThat(verify(database).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(4127);
            assertThat(finding.affected()).contains("object " + bob + " in transaction");
        });

        RecoverReport recovered = recover("saved");

        assertThat(recovered.lost()).extracting(Finding::code).containsExactly(4127, 4135);
        assertThat(recovered.lost().get(1).affected()).contains("object " + bob + ", which is gone");
        assertThat(verify(folder.resolve("saved")).findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.code()).isEqualTo(4131));
        try (Engine engine = open(folder.resolve("saved"))) {
            engine.transact(c -> {
                assertThat(c.root("team", Team.class).title).isEqualTo("recovered");
                return null;
            });
        }
    }

    @Test
    void damagedContent_isFound() throws Exception {
        Path content;
        try (Stream<Path> files = Files.walk(database.resolve("blobs"))) {
            content = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        flip(content, 3);
        assertThat(verify(database).findings()).extracting(Finding::code).containsExactly(4133);
        assertThat(recover("saved").lost()).extracting(Finding::code).containsExactly(4133);
    }
}
