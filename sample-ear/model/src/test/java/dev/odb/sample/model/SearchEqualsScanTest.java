package dev.odb.sample.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random adds, comments and edits; then each search finds what looking at every text finds. */
class SearchEqualsScanTest {
    private static final OffsetDateTime NOW = OffsetDateTime.of(2026, 11, 1, 12, 0, 0, 0, ZoneOffset.UTC);
    private static final int WORDS = 40;

    private final long seed = Long.getLong("odb.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Issues issues = new Issues();
    private final Map<Integer, Issue> byNumber = new TreeMap<>();

    @Test
    void search_findsWhatAScanFinds() {
        System.out.println("SearchEqualsScanTest: -Dodb.test.seed=" + seed);
        for (int step = 0; step < 2_000; step++) {
            change();
        }
        for (int count = 0; count < 300; count++) {
            String query = text(1 + random.nextInt(3));
            assertThat(issues.search(query, 0, Integer.MAX_VALUE).items())
                    .as("'%s', seed %d", query, seed)
                    .extracting(Issue::key)
                    .containsExactlyElementsOf(scan(Words.of(query)));
        }
    }

    private void change() {
        int number = 1 + random.nextInt(200);
        Issue issue = byNumber.get(number);
        if (issue == null) {
            issue = new Issue("HHH-" + number, details(), "ann", NOW);
            issues.add(issue);
            byNumber.put(number, issue);
        } else if (random.nextInt(4) == 0) {
            issue.edit(details());
        } else {
            Comment at = issue;
            while (!at.comments().isEmpty() && random.nextBoolean()) {
                at = at.comments().get(random.nextInt(at.comments().size()));
            }
            if (at != issue && random.nextInt(3) == 0) {
                at.edit(text(3));
            } else {
                at.comment("bob", NOW, text(4), null);
            }
        }
    }

    private Details details() {
        return new Details(text(3), "Bug", text(2), null, null);
    }

    private String text(int words) {
        StringBuilder text = new StringBuilder();
        for (int count = 0; count < words; count++) {
            text.append('w')
                    .append((int) Math.floor(WORDS * Math.pow(random.nextDouble(), 2)))
                    .append(", ");
        }
        return text.toString();
    }

    private List<String> scan(Set<String> words) {
        List<String> found = new ArrayList<>();
        for (Issue issue : byNumber.values()) {
            StringBuilder all = new StringBuilder(issue.title());
            append(issue, all);
            if (Words.of(all.toString()).containsAll(words)) {
                found.add(issue.key());
            }
        }
        return found;
    }

    private static void append(Comment comment, StringBuilder all) {
        all.append(' ').append(comment.text());
        comment.comments().forEach(reply -> append(reply, all));
    }
}
