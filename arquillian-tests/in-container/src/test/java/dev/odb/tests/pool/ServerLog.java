package dev.odb.tests.pool;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the server's pool logs above INFO while this is open. */
final class ServerLog extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("org.jboss.jca");
    private final List<String> messages = new CopyOnWriteArrayList<>();

    ServerLog() {
        logger.addHandler(this);
    }

    /** The numbers and texts, with their parameters left out. */
    List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() > Level.INFO.intValue()) {
            messages.add(record.getMessage());
        }
    }

    @Override
    public void flush() {
        // nothing is kept back
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
