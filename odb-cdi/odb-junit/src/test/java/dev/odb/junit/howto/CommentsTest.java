package dev.odb.junit.howto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ConflictException;
import dev.odb.cdi.OdbRoot;
import dev.odb.junit.Conflicts;
import dev.odb.junit.OdbTest;
import dev.odb.junit.Transactions;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OdbTest(
        classes = {Comments.class, CommentsTest.Outbox.class},
        databases = "tracker")
class CommentsTest {
    @Inject
    private Comments comments;

    @Inject
    private Outbox outbox;

    @Inject
    @OdbRoot(value = "issues", database = "tracker")
    private Issues issues;

    @Inject
    private Transactions transactions;

    @BeforeEach
    void create() {
        transactions.connected(c -> c.root("issues", Issues.class, Issues::new).add(new Issue("HHH-1")));
    }

    @Test
    void comment_isSeenByOthersAndMailed() {
        comments.add("HHH-1", "here, too");

        assertThat(comments()).containsExactly("here, too");
        assertThat(outbox.sent()).containsExactly("here, too");
    }

    private List<String> comments() {
        return transactions.inTransaction(() -> List.copyOf(issues.get("HHH-1").comments()));
    }

    @Test
    void commentThatLosesTwice_isStoredOnce(Conflicts conflicts) {
        conflicts.raise(2, Issue.class);

        comments.add("HHH-1", "here, too");

        assertThat(conflicts.attempts()).isEqualTo(3);
        assertThat(comments()).containsExactly("here, too");
    }

    @Test
    void commentThatAlwaysLoses_isReported(Conflicts conflicts) {
        conflicts.raise(4, Issue.class, issue -> issue.key().equals("HHH-1"));

        assertThatThrownBy(() -> comments.add("HHH-1", "here, too")).isInstanceOf(ConflictException.class);
        assertThat(comments()).isEmpty();
    }

    @Test
    void mailOfALostAttempt_isSentAllTheSame(Conflicts conflicts) {
        outbox.beforeTheFirst(conflicts::raiseHere);

        comments.add("HHH-1", "here, too");

        assertThat(comments()).containsExactly("here, too");
        assertThat(outbox.sent()).containsExactly("here, too", "here, too");
    }

    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class Outbox extends Mailer {
        private final List<String> sent = new ArrayList<>();
        private Runnable first = () -> {};

        @Override
        public void send(String text) {
            if (sent.isEmpty()) {
                first.run();
            }
            sent.add(text);
        }

        public List<String> sent() {
            return sent;
        }

        public void beforeTheFirst(Runnable action) {
            first = action;
        }
    }
}
