package dev.odb.tests.inflow;

import dev.odb.replay.ConflictScope;
import dev.odb.tests.support.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the beans tried, in this application, committed or not; and what a bean meets with on demand. */
@ApplicationScoped
public class Attempts {
    private final List<String> made = new CopyOnWriteArrayList<>();
    private volatile boolean repaired;

    @Inject
    private Lines lines;

    @Inject
    private Rows rows;

    public void forget() {
        made.clear();
        repaired = false;
    }

    /** From now on nothing fails. */
    public void repair() {
        repaired = true;
    }

    /** Each as its number in its delivery. */
    public List<String> of(Order order) {
        return made.stream().filter(one -> one.startsWith(order.key() + " ")).toList();
    }

    /** Goes through what the order says. */
    void meet(Order order) throws Exception {
        int attempt = ConflictScope.current().attempt();
        made.add(order.key() + " " + attempt);
        switch (order.trouble()) {
            case "" -> {}
            case "conflict" -> {
                if (attempt == 1) {
                    lines.addInNew(order.key(), -1);
                }
            }
            case "conflicts" -> {
                if (!repaired) {
                    lines.addInNew(order.key(), -1);
                }
            }
            case "failure" -> {
                if (!repaired) {
                    throw new SQLException("the other system does not answer");
                }
            }
            case "row" -> rows.insert(order.key() + order.number());
            default -> throw new IllegalArgumentException(order.trouble());
        }
    }
}
