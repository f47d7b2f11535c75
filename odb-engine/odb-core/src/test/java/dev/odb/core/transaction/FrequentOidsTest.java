package dev.odb.core.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The oids met most often, against exact counts. */
class FrequentOidsTest {
    private static final long SEED = Long.getLong("odb.test.seed", System.nanoTime());
    private static final int PLACES = 16;

    /** A few hot ones among very many that are met once: what the bound and the errors promise holds. */
    @Test
    void hotOnesAmongMany_areFoundWithTheirErrors() {
        System.out.println("FrequentOidsTest -Dodb.test.seed=" + SEED);
        Random random = new Random(SEED);
        for (int run = 0; run < 50; run++) {
            FrequentOids frequent = new FrequentOids(PLACES);
            Map<Long, Long> exact = new HashMap<>();
            int total = 1 + random.nextInt(5_000);
            for (int i = 0; i < total; i++) {
                long oid = random.nextInt(3) > 0 ? random.nextInt(5) : random.nextInt(1_000_000);
                frequent.add(oid);
                exact.merge(oid, 1L, Long::sum);
            }
            List<FrequentOids.Count> found = frequent.most(PLACES);
            for (FrequentOids.Count count : found) {
                long times = exact.get(count.oid());
                assertThat(count.met()).isBetween(times, times + count.error());
            }
            int all = total;
            exact.forEach((oid, met) -> {
                if (met > all / PLACES) {
                    assertThat(found).extracting(FrequentOids.Count::oid).contains(oid);
                }
            });
        }
    }

    @Test
    void most_areSortedAndBounded() {
        FrequentOids frequent = new FrequentOids(PLACES);
        for (long oid : new long[] {3, 1, 2, 3, 3, 1}) {
            frequent.add(oid);
        }
        assertThat(frequent.most(2)).containsExactly(new FrequentOids.Count(3, 3, 0), new FrequentOids.Count(1, 2, 0));
    }
}
