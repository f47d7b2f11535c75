package dev.odb.tests.jms;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What anybody in the server logs above INFO while this is open. */
final class LoggedAbove extends Handler implements AutoCloseable {
    private static final String[] CATEGORIES = {
        "dev.odb", "com.arjuna", "org.jboss.as", "org.jboss.jca", "org.apache.activemq"
    };

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger[] loggers = new Logger[CATEGORIES.length];

    LoggedAbove() {
        for (int i = 0; i < loggers.length; i++) {
            loggers[i] = Logger.getLogger(CATEGORIES[i]);
            loggers[i].addHandler(this);
        }
    }

    /** Each as level, category and text. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Those of that category. */
    List<String> of(String category) {
        return lines.stream().filter(line -> line.contains(" " + category)).toList();
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() > Level.INFO.intValue()) {
            lines.add(record.getLevel() + " " + record.getLoggerName() + " " + record.getMessage());
        }
    }

    @Override
    public void flush() {
        // nothing is kept back
    }

    @Override
    public void close() {
        for (Logger logger : loggers) {
            logger.removeHandler(this);
        }
    }
}
