package dev.odb.sample.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.sample.model.Comment;
import dev.odb.sample.model.Issue;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssueParserTest {
    @Test
    void wholeIssue_keepsEverything() throws Exception {
        Issue issue =
                IssueParser.parse("{\"key\": \"HHH-16\", \"type\": \"New Feature\", \"title\": \"Explicit <joins>\","
                        + " \"fixVersion\": \"5.1.0\", \"releaseDate\": null, \"comments\": [{\"author\": \"dev-002\","
                        + " \"at\": \"2016-02-08T15:52:42-06:00\", \"text\": \"done\", \"commit\": \"f4b5\","
                        + " \"comments\": [{\"text\": \"thanks\"}]}]}");
        assertThat(issue.key()).isEqualTo("HHH-16");
        assertThat(issue.title()).isEqualTo("Explicit <joins>");
        assertThat(issue.fixVersion()).isEqualTo("5.1.0");
        assertThat(issue.releaseDate()).isNull();
        assertThat(issue.commentCount()).isEqualTo(2);
        Comment comment = issue.comments().get(0);
        assertThat(comment.author()).isEqualTo("dev-002");
        assertThat(comment.at()).isEqualTo(OffsetDateTime.parse("2016-02-08T15:52:42-06:00"));
        assertThat(comment.commit()).isEqualTo("f4b5");
        assertThat(comment.comments().get(0).text()).isEqualTo("thanks");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "17",
                "nonsense",
                "{\"key\":\"A-1\"}",
                "{\"key\":\"A-1\",\"type\":\"Bug\"}",
                "{\"key\":\"A-1\",\"type\":\"Bug\",\"title\":7}",
                "{\"key\":\"../A\",\"type\":\"Bug\",\"title\":\"t\"}",
                "{\"key\":\"A-1\",\"type\":\"Bug\",\"title\":\"t\"} {}",
                "{\"key\":\"A-1\",\"type\":\"Bug\",\"title\":\"t\",\"comments\":{}}",
                "{\"key\":\"A-1\",\"type\":\"Bug\",\"title\":\"t\",\"comments\":[1]}",
                "{\"key\":\"A-1\",\"type\":\"Bug\",\"title\":\"t\",\"comments\":[{\"author\":\"x\"}]}",
                "{\"key\":\"A-1\",\"type\":\"Bug\",\"title\":\"t\",\"comments\":[{\"text\":\"x\",\"at\":\"today\"}]}"
            })
    void lineThatIsNoIssue_isReportedWithAReason(String line) {
        assertThatThrownBy(() -> IssueParser.parse(line))
                .isInstanceOf(BadLineException.class)
                .hasMessageMatching("(?s).{15,}");
    }

    @Test
    void deepNesting_isReported() {
        String line = "{\"key\":\"A-1\",\"x\":" + "[".repeat(400_000) + "]".repeat(400_000) + "}";
        assertThatThrownBy(() -> IssueParser.parse(line)).isInstanceOf(BadLineException.class);
    }
}
