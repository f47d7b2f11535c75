package dev.odb.tests.support;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.tests.model.Issues;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** Reads and prepares objects, each time in a new transaction. */
@ApplicationScoped
public class Database {
    @Resource(lookup = "java:/odb/issues")
    private OdbConnectionFactory factory;

    /** What is done in a transaction. */
    @FunctionalInterface
    public interface Body<T> {
        T run(OdbConnection connection) throws Exception;
    }

    /** Runs the body in a new transaction, suspending the current one; every exception rolls it back. */
    @Transactional(value = TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public <T> T inNew(Body<T> body) throws Exception {
        return here(body);
    }

    /** Runs the body in the current transaction. */
    public <T> T here(Body<T> body) throws Exception {
        try (OdbConnection connection = factory.getConnection()) {
            return body.run(connection);
        }
    }

    public OdbConnectionFactory factory() {
        return factory;
    }

    /** Replaces the root "issues" by one with an issue for each key. */
    @Transactional(TxType.REQUIRES_NEW)
    public void start(String... keys) throws Exception {
        here(connection -> {
            Issues issues = new Issues();
            for (String key : keys) {
                issues.add(key);
            }
            return connection.roots().put("issues", issues);
        });
    }
}
