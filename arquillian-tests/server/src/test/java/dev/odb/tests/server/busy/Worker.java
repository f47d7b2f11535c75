package dev.odb.tests.server.busy;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.Savepoint;
import dev.odb.cdi.OdbRoot;
import dev.odb.cdi.RetryOnConflict;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import javax.sql.DataSource;

/** Works on the board in transactions. */
@ApplicationScoped
public class Worker {
    @Resource(lookup = "java:/odb/issues")
    private OdbConnectionFactory factory;

    @Resource(lookup = "java:/jdbc/audit")
    private DataSource source;

    @Inject
    @OdbRoot("board")
    private Board board;

    /** Makes the root if there is none. */
    @Transactional
    public void start() {
        try (OdbConnection connection = factory.getConnection()) {
            connection.root("board", Board.class, Board::new);
        }
    }

    /** Sends a task. */
    @Transactional
    public void send(String text) {
        try (OdbConnection connection = factory.getConnection()) {
            connection.queue("notes").send(new Note(text, Instant.now(), Mood.values()[0]));
        }
    }

    /** One phase; replayed after a conflict. */
    @Transactional(rollbackOn = IOException.class)
    @RetryOnConflict
    public void add(String text) throws IOException {
        board.add(text);
    }

    /** Two phases, the other resource being H2. */
    @Transactional(rollbackOn = Exception.class)
    @RetryOnConflict
    public void addWithRow(String text) throws IOException, SQLException {
        board.add(text);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    /** Rolls a part back, and in the end everything. */
    @Transactional
    public void tryInVain(String text) throws IOException {
        try (OdbConnection connection = factory.getConnection()) {
            board.add(text);
            Savepoint savepoint = connection.savepoint();
            board.add(text);
            savepoint.rollback();
            connection.transaction().afterCompletion(outcome -> {});
        }
        throw new IllegalStateException("rolled back");
    }

    /** Reads. */
    @Transactional
    public long look() throws IOException {
        return board.look();
    }
}
