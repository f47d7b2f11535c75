package dev.odb.sample.news;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Passes on what is new to those who want to know at once, after it was committed. It is a hint: nothing is kept. */
@ApplicationScoped
public class LiveChanges {
    private final List<Consumer<LiveChange>> listeners = new CopyOnWriteArrayList<>();

    /** That listener is called on the thread that committed; it must not wait. */
    public void listen(Consumer<LiveChange> listener) {
        listeners.add(listener);
    }

    /** That listener is called no more. */
    public void leave(Consumer<LiveChange> listener) {
        listeners.remove(listener);
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) LiveChange change) {
        listeners.forEach(listener -> listener.accept(change));
    }
}
