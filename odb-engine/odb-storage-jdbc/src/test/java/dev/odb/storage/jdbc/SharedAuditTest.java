package dev.odb.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.AuditEntry;
import dev.odb.AuditQuery;
import dev.odb.AuditTrail;
import dev.odb.PackOptions;
import dev.odb.StoredTransaction;
import dev.odb.core.Engine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who changed what when, asked of a server beside another. */
class SharedAuditTest {
    private static final AuditQuery OF_ANN = AuditQuery.everything().by("ann");

    @TempDir
    Path folder;

    private Engine first;
    private Engine second;

    @BeforeEach
    void open() {
        Servers servers = new Servers(Databases.h2(folder));
        first = servers.open();
        second = servers.open();
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void whatAnotherServerHasCommittedBefore_isToldOf() {
        write(first, "one");
        assertThat(descriptions(second)).containsExactly("one");
        write(first, "two");
        try (Stream<StoredTransaction> found = second.transactions(0, Long.MAX_VALUE)) {
            assertThat(found.map(each -> each.info().description())).contains("one", "two");
        }
    }

    @Test
    void packOfAnotherServer_takesNothingThatIsNotReadYet() {
        write(first, "one");
        write(first, "two");
        write(first, "three");
        try (Stream<AuditEntry> found = second.audit(OF_ANN)) {
            assertThat(first.pack(now()).reason()).isNotEmpty();
            assertThat(found.map(AuditEntry::description)).containsExactly("one", "two", "three");
        }
    }

    @Test
    void trailThatBothServersKeep_isComplete() {
        write(first, "one");
        first.pack(now().withAuditTrail(AuditTrail.KEEP));
        write(second, "two");
        second.pack(now());
        write(first, "three");
        first.pack(now());
        write(first, "four");
        assertThat(descriptions(second)).containsExactly("one", "two", "three", "four");
        assertThat(descriptions(first)).containsExactly("one", "two", "three", "four");
    }

    private static PackOptions now() {
        return PackOptions.before(Instant.now().plusSeconds(1));
    }

    private static void write(Engine server, String description) {
        server.transact(c -> {
            c.roots().put("job", new Job(description, 0));
            c.transaction().user("ann").describe(description);
            return null;
        });
    }

    private static List<String> descriptions(Engine server) {
        try (Stream<AuditEntry> found = server.audit(OF_ANN)) {
            return found.map(AuditEntry::description).toList();
        }
    }
}
