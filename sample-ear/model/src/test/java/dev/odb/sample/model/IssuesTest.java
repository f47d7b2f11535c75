package dev.odb.sample.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class IssuesTest {
    private static final OffsetDateTime NOW = OffsetDateTime.of(2026, 11, 1, 12, 0, 0, 0, ZoneOffset.UTC);

    private final Issues issues = new Issues();

    @Test
    void keys_areInTheOrderOfTheirNumbers() {
        for (int number : new int[] {10, 2, 1, 100}) {
            add("HHH-" + number, "title", "");
        }
        assertThat(issues.page(0, 10).items())
                .extracting(Issue::key)
                .containsExactly("HHH-1", "HHH-2", "HHH-10", "HHH-100");
    }

    @Test
    void page_isAPartOfTheWhole() {
        for (int number = 1; number <= 23; number++) {
            add("HHH-" + number, "title", "");
        }
        Page<Issue> page = issues.page(20, 10);
        assertThat(page.total()).isEqualTo(23);
        assertThat(page.items()).extracting(Issue::key).containsExactly("HHH-21", "HHH-22", "HHH-23");
        assertThat(issues.page(23, 10).items()).isEmpty();
        assertThat(issues.search("title", 20, 2).items()).extracting(Issue::key).containsExactly("HHH-21", "HHH-22");
    }

    @Test
    void similarKeys_areDifferentIssues() {
        add("X-1", "one", "");
        add("X-01", "another", "");
        assertThat(issues.get("X-1").orElseThrow().title()).isEqualTo("one");
        assertThat(issues.get("X-01").orElseThrow().title()).isEqualTo("another");
    }

    @Test
    void keyThatIsThere_isRefusedAndChangesNothing() {
        add("HHH-1", "first", "");
        assertThatThrownBy(() -> add("HHH-1", "second", ""))
                .isInstanceOf(DuplicateKeyException.class)
                .hasMessageContaining("HHH-1");
        assertThat(issues.size()).isEqualTo(1);
        assertThat(issues.search("second", 0, 9).items()).isEmpty();
    }

    @Test
    void textThatIsNoKey_isRefusedWhenAddedAndUnknownWhenAsked() {
        assertThatThrownBy(() -> add("<script>", "title", "")).isInstanceOf(InvalidIssueException.class);
        assertThat(issues.get("../etc")).isEmpty();
    }

    @Test
    void nextKey_isOneThatIsFree() {
        add("ODB-1", "title", "");
        assertThat(issues.nextKey("ODB")).isEqualTo("ODB-2");
        assertThat(issues.nextKey("ODB")).isEqualTo("ODB-3");
    }

    @Test
    void search_needsAllWordsSomewhereInTheIssue() {
        add("A-1", "lazy loading", "of collections");
        Issue second = add("A-2", "lazy proxies", "");
        second.comment("ann", NOW, "first", null).comment("bob", NOW, "Collections fail", null);
        assertThat(issues.search("collections LAZY", 0, 9).items())
                .extracting(Issue::key)
                .containsExactly("A-1", "A-2");
        assertThat(issues.search("collections fail", 0, 9).items())
                .extracting(Issue::key)
                .containsExactly("A-2");
        assertThat(issues.search("collections unheard", 0, 9).total()).isZero();
    }

    @Test
    void commentsBeforeAndAfterAdding_areCountedAndFound() {
        Issue issue = new Issue("A-1", details("title", ""), "ann", NOW);
        issue.comment("ann", NOW, "before", null);
        issues.add(issue);
        issue.comment("ann", NOW, "after", null).comment("bob", NOW, "reply", null);
        assertThat(issues.commentCount()).isEqualTo(3);
        assertThat(issue.commentCount()).isEqualTo(3);
        assertThat(issues.search("before after reply", 0, 9).total()).isEqualTo(1);
    }

    @Test
    void edit_takesAwayOnlyWordsThatStandNowhereElse() {
        Issue issue = add("A-1", "shared alone", "text");
        issue.comment("ann", NOW, "shared", null);
        issue.edit(details("fresh", "text"));
        assertThat(issues.search("shared fresh text", 0, 9).total()).isEqualTo(1);
        assertThat(issues.search("alone", 0, 9).total()).isZero();
    }

    @Test
    void editOfAComment_isIndexed() {
        Issue issue = add("A-1", "title", "");
        Comment comment = issue.comment("ann", NOW, "old", null);
        comment.edit("new");
        assertThat(issues.search("old", 0, 9).total()).isZero();
        assertThat(issues.search("new", 0, 9).total()).isEqualTo(1);
    }

    @Test
    void commentsId_leadsBackToIt() {
        Issue issue = add("A-1", "title", "");
        issue.comment("ann", NOW, "one", null);
        Comment reply = issue.comment("ann", NOW, "two", null).comment("bob", NOW, "reply", null);
        assertThat(reply.id()).isEqualTo("2.1");
        assertThat(issue.find("2.1")).isSameAs(reply);
        assertThat(issue.find("")).isSameAs(issue);
        for (String wrong : new String[] {"3", "2.2", "0", "-1", "x", "2.", "99999999999"}) {
            assertThatThrownBy(() -> issue.find(wrong)).isInstanceOf(InvalidIssueException.class);
        }
    }

    @Test
    void repliesWithoutEnd_areRefused() {
        Comment deepest = add("A-1", "title", "");
        for (int depth = 0; depth < 50; depth++) {
            deepest = deepest.comment("ann", NOW, "again", null);
        }
        Comment last = deepest;
        assertThatThrownBy(() -> last.comment("ann", NOW, "again", null)).isInstanceOf(InvalidIssueException.class);
    }

    /** The real file has 38 lines with an empty title or an empty comment. */
    @Test
    void blankTitleAndComment_areTakenFromElsewhereButNotCompleteForAWriter() {
        Issue issue = add("A-1", "  ", "");
        issue.comment("ann", NOW, null, null);
        assertThat(issue.title()).isEmpty();
        assertThat(issue.commentCount()).isEqualTo(1);
        assertThatThrownBy(() -> details("  ", "").complete())
                .isInstanceOfSatisfying(
                        InvalidIssueException.class, e -> assertThat(e.field()).isEqualTo("title"));
        assertThat(details("title", "").complete()).isEqualTo(details("title", ""));
    }

    private Issue add(String key, String title, String text) {
        Issue issue = new Issue(key, details(title, text), "ann", NOW);
        issues.add(issue);
        return issue;
    }

    private static Details details(String title, String text) {
        return new Details(title, "Bug", text, null, null);
    }
}
