package dev.odb.benchmarks.server.fairness;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.benchmarks.IssueText;
import dev.odb.benchmarks.contestants.Issue;
import dev.odb.benchmarks.contestants.Tracker;
import dev.odb.cdi.OdbRoot;
import dev.odb.cdi.RetryOnConflict;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.concurrent.atomic.LongAdder;

/** As an application writes it: an injected root, replay by an annotation with its defaults. */
@ApplicationScoped
public class OdbHotObject implements HotObject {
    private static final String ROOT = "hot";

    private final LongAdder attempts = new LongAdder();

    @Resource(lookup = "java:/odb/issues")
    private OdbConnectionFactory factory;

    @Inject
    @OdbRoot(ROOT)
    private Tracker tracker;

    @Override
    public String name() {
        return "ODB, @RetryOnConflict";
    }

    @Override
    @Transactional
    public void create() {
        try (OdbConnection connection = factory.getConnection()) {
            Tracker created = new Tracker();
            created.add(IssueText.of(0));
            created.issue(0).status(0);
            connection.roots().put(ROOT, created);
        }
    }

    @Override
    @Transactional
    @RetryOnConflict
    public void increment() {
        attempts.increment();
        Issue issue = tracker.issue(0);
        issue.status(issue.status() + 1);
    }

    @Override
    @Transactional
    public int amount() {
        return tracker.issue(0).status();
    }

    @Override
    public long attempts() {
        return attempts.sum();
    }
}
