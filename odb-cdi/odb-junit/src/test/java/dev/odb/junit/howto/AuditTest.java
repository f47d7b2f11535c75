package dev.odb.junit.howto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.cdi.OdbRoot;
import dev.odb.junit.CrashPoint;
import dev.odb.junit.Crashes;
import dev.odb.junit.OdbTest;
import dev.odb.junit.Transactions;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OdbTest(
        classes = Audit.class,
        databases = {"tracker", "audit"},
        files = true)
class AuditTest {
    @Inject
    private Audit audit;

    @Inject
    private Transactions transactions;

    @Inject
    private Crashes crashes;

    @BeforeEach
    void create() {
        transactions.connected("tracker", c -> c.root("issues", Issues.class, Issues::new));
        transactions.connected("audit", c -> c.root("journal", Journal.class, Journal::new));
    }

    @ParameterizedTest
    @EnumSource
    void issueAndEntry_areBothThereAfterACrashOrNeither(
            CrashPoint point,
            @OdbRoot(value = "issues", database = "tracker") Issues issues,
            @OdbRoot(value = "journal", database = "audit") Journal journal) {
        crashes.crash(point, () -> audit.open("HHH-1"));

        boolean survives = point == CrashPoint.DECIDED || point == CrashPoint.COMMITTED;
        transactions.inTransaction(() -> {
            assertThat(issues.get("HHH-1") != null).isEqualTo(survives);
            assertThat(journal.entries().size()).isEqualTo(survives ? 1 : 0);
        });
    }
}
