package dev.odb.junit.model;

import dev.odb.cdi.OdbRoot;
import dev.odb.cdi.RetryOnConflict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;

/** An application. */
@ApplicationScoped
public class Bank {
    @Inject
    @OdbRoot("account")
    private Account account;

    @Inject
    private Event<Integer> events;

    private final List<Integer> told = new ArrayList<>();

    @RetryOnConflict
    @Transactional
    public int add(int amount) {
        account.add(amount);
        events.fire(amount);
        return account.balance();
    }

    @Transactional
    public void visit() {
        account.visits().add(1);
    }

    void added(@Observes(during = TransactionPhase.AFTER_SUCCESS) Integer amount) {
        told.add(amount);
    }

    public List<Integer> told() {
        return told;
    }
}
