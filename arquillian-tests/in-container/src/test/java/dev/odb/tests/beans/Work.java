package dev.odb.tests.beans;

import dev.odb.ConflictException;
import dev.odb.cdi.OdbRoot;
import dev.odb.replay.ConflictScope;
import dev.odb.tests.model.Issue;
import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Database;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What all the beans are asked to do, noted; the first time it is done, somebody else is faster. */
@ApplicationScoped
public class Work {
    static final String KEY = "A-1";

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<Object> transactions = new CopyOnWriteArrayList<>();

    @Inject
    @OdbRoot("issues")
    private Issues issues;

    @Inject
    private Database database;

    @Resource
    private TransactionSynchronizationRegistry registry;

    @Resource
    private ManagedExecutorService others;

    void start() throws Exception {
        log.clear();
        transactions.clear();
        database.start(KEY);
    }

    /** Comments, and loses its commit if nobody has commented before. */
    public String comment() throws Exception {
        Issue issue = issues.get(KEY);
        boolean first = issue.comments().isEmpty();
        note("comment");
        if (first) {
            others.submit(() -> database.inNew(connection -> {
                        connection.root("issues", Issues.class).get(KEY).comment("theirs");
                        return null;
                    }))
                    .get();
        }
        issue.comment("mine");
        return "done";
    }

    String issue() {
        return issues.get(KEY).key();
    }

    /** A conflict that is met before the commit, if nobody has commented before. */
    public String commentOrFail() throws Exception {
        if (log.isEmpty()) {
            note("fail");
            issues.get(KEY).comment("in vain");
            throw new IllegalStateException(new ConflictException("ODB-3001", "lost", 1, "Issue", 1, 2));
        }
        note("comment");
        issues.get(KEY).comment("mine");
        return "done";
    }

    public String commentAndThrow(Exception thrown) throws Exception {
        note("throw");
        issues.get(KEY).comment("mine");
        throw thrown;
    }

    /** With the number of the attempt, 0 if nobody replays. */
    void note(String what) {
        ConflictScope scope = ConflictScope.current();
        log.add(what + " " + (scope == null ? 0 : scope.attempt()));
        transactions.add(registry.getTransactionKey());
    }

    List<String> log() {
        return log;
    }

    /** The transactions of what was noted. */
    List<Object> transactions() {
        return transactions;
    }

    List<String> comments() throws Exception {
        return database.inNew(connection ->
                List.copyOf(connection.root("issues", Issues.class).get(KEY).comments()));
    }
}
