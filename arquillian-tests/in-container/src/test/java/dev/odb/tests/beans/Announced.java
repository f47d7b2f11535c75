package dev.odb.tests.beans;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Observers in all phases of a transaction. */
@ApplicationScoped
public class Announced {
    private final List<String> log = new CopyOnWriteArrayList<>();

    @Inject
    private Event<Comment> event;

    /** What is announced. */
    public record Comment(String text) {}

    void announce(String text) {
        event.fire(new Comment(text));
    }

    void at(@Observes Comment comment) {
        log.add("at once " + comment.text);
    }

    void before(@Observes(during = TransactionPhase.BEFORE_COMPLETION) Comment comment) {
        log.add("before " + comment.text);
    }

    void success(@Observes(during = TransactionPhase.AFTER_SUCCESS) Comment comment) {
        log.add("success " + comment.text);
    }

    void failure(@Observes(during = TransactionPhase.AFTER_FAILURE) Comment comment) {
        log.add("failure " + comment.text);
    }

    void completion(@Observes(during = TransactionPhase.AFTER_COMPLETION) Comment comment) {
        log.add("completion " + comment.text);
    }

    List<String> take() {
        List<String> all = List.copyOf(log);
        log.clear();
        return all;
    }
}
