package dev.odb.core.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.TransactionMetadata;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecentTransactionsTest {
    private static final int BOUND = 4096;

    private final RecentTransactions recent = new RecentTransactions();

    private static TransactionMetadata described(String description) {
        return new TransactionMetadata("", description, Map.of(), false);
    }

    @Test
    void theLast_areKnown_andNoOthers() {
        int added = 2 * BOUND + 100;
        for (int n = 1; n <= added; n++) {
            recent.add(10L * n, described("number " + n));
        }

        for (int n = 1; n <= added; n++) {
            boolean known = n > added - BOUND;
            assertThat(recent.get(10L * n) != null).as("number %s", n).isEqualTo(known);
            assertThat(recent.get(10L * n + 1)).isNull();
        }
        assertThat(recent.get(10L * added).description()).isEqualTo("number " + added);
    }

    @Test
    void longTexts_leaveRoomForFew_butTheNewestStays() {
        recent.add(1, described("x".repeat(1 << 19)));
        recent.add(2, described("y".repeat(1 << 19)));
        assertThat(recent.get(1)).isNotNull();

        recent.add(3, described("short"));
        assertThat(recent.get(1)).isNull();
        assertThat(recent.get(2)).isNotNull();

        recent.add(4, described("z".repeat(1 << 21)));
        assertThat(recent.get(3)).isNull();
        assertThat(recent.get(4)).isNotNull();
    }
}
