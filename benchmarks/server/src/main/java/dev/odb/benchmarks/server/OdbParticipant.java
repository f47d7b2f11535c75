package dev.odb.benchmarks.server;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.benchmarks.IssueText;
import dev.odb.benchmarks.contestants.Issue;
import dev.odb.benchmarks.contestants.Tracker;
import java.util.List;

/** ODB, file storage. */
final class OdbParticipant implements Keeper {
    private final OdbConnectionFactory factory;

    OdbParticipant(OdbConnectionFactory factory) {
        this.factory = factory;
    }

    @Override
    public String name() {
        return "ODB";
    }

    private static Tracker tracker(OdbConnection connection) {
        return connection.root("cost", Tracker.class, Tracker::new);
    }

    @Override
    public void load(List<IssueText> issues) {
        try (OdbConnection connection = factory.getConnection()) {
            Tracker tracker = tracker(connection);
            issues.forEach(tracker::add);
        }
    }

    @Override
    public void untouched() {
        factory.getConnection().close();
    }

    @Override
    public long read(int issue) {
        try (OdbConnection connection = factory.getConnection()) {
            return issue(connection, issue).checksum();
        }
    }

    private static Issue issue(OdbConnection connection, int issue) {
        return tracker(connection).issue(issue);
    }

    @Override
    public void write(int issue, int status) {
        try (OdbConnection connection = factory.getConnection()) {
            issue(connection, issue).status(status);
        }
    }

    @Override
    public int status(int issue) {
        try (OdbConnection connection = factory.getConnection()) {
            return issue(connection, issue).status();
        }
    }
}
