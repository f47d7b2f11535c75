package dev.odb.storage.jdbc;

import dev.odb.core.storage.ContentKey;
import dev.odb.core.storage.Contents;
import dev.odb.core.storage.local.OwnFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The contents of blobs in the database, in pieces. What is being written stands in a folder for temporary files; what is
 * read is copied into a file there first, so that a reader is not disturbed if the content goes meanwhile.
 */
final class JdbcContents implements Contents, AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(JdbcContents.class.getName());
    private static final int PIECE = 1 << 20;

    private final Connections connections;
    private final UUID incarnation;
    private final Path folder = Path.of(System.getProperty("java.io.tmpdir"), "odb-jdbc-" + UUID.randomUUID());

    /**
     * Those of one database.
     *
     * @param incarnation names this process, whose staged contents are its own while it is a member; null if it only reads
     */
    JdbcContents(Connections connections, UUID incarnation) {
        this.connections = connections;
        this.incarnation = incarnation;
    }

    @Override
    public synchronized Path drafts() throws IOException {
        if (!Files.isDirectory(folder)) {
            OwnFiles.createFolder(folder);
        }
        return folder;
    }

    @Override
    public void stage(ContentKey key, Path file, long floor) throws IOException {
        change(connection -> {
            remove(connection, key);
            long bytes = insertPieces(connection, key, file);
            try (PreparedStatement row = connection.prepareStatement(
                    "INSERT INTO odb_blob (staged_after, bytes, oid, id, staged_by) VALUES (?, ?, ?, ?, ?)")) {
                row.setLong(1, floor);
                row.setLong(2, bytes);
                set(row, 3, key);
                row.setObject(5, incarnation);
                row.executeUpdate();
            }
        });
        Files.deleteIfExists(file);
    }

    private static long insertPieces(Connection connection, ContentKey key, Path file)
            throws SQLException, IOException {
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file);
                PreparedStatement row = connection.prepareStatement(
                        "INSERT INTO odb_blob_piece (piece, data, oid, id) VALUES (?, ?, ?, ?)")) {
            int piece = 0;
            for (byte[] next = in.readNBytes(PIECE); next.length > 0; next = in.readNBytes(PIECE)) {
                row.setInt(1, piece++);
                row.setBytes(2, next);
                set(row, 3, key);
                row.executeUpdate();
                bytes += next.length;
            }
        }
        return bytes;
    }

    @Override
    public void unstage(ContentKey key, Path file) throws IOException {
        if (contains(key)) {
            copy(key, file);
            delete(key);
        }
    }

    @Override
    public void keep(ContentKey key) throws IOException {
        change(connection -> update(
                connection, "UPDATE odb_blob SET staged_after = NULL, staged_by = NULL WHERE oid = ? AND id = ?", key));
    }

    /** Without those of other processes that are at work: what becomes of them is theirs to say. */
    @Override
    public List<Staged> staged() {
        return connections.read(connection -> {
            List<Staged> found = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("SELECT oid, id, staged_after FROM odb_blob"
                            + " WHERE staged_after IS NOT NULL" + notOfOthers());
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Staged(key(rows), rows.getLong(3)));
                }
            }
            return found;
        });
    }

    private String notOfOthers() {
        return incarnation == null
                ? ""
                : " AND staged_by NOT IN (SELECT incarnation FROM odb_server WHERE incarnation <> CAST('" + incarnation
                        + "' AS UUID))";
    }

    @Override
    public boolean contains(ContentKey key) {
        return connections.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT 1 FROM odb_blob WHERE oid = ? AND id = ?")) {
                set(statement, 1, key);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next();
                }
            }
        });
    }

    @Override
    public SeekableByteChannel open(ContentKey key) throws IOException {
        if (!contains(key)) {
            throw new NoSuchFileException(location(key));
        }
        Path copy = drafts().resolve("read-" + UUID.randomUUID());
        copy(key, copy);
        return Files.newByteChannel(copy, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** Piece by piece, so that no more than one of them is in memory. */
    private void copy(ContentKey key, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            int piece = 0;
            for (byte[] next = piece(key, piece); next != null; next = piece(key, piece)) {
                out.write(next);
                piece++;
            }
        }
    }

    private byte[] piece(ContentKey key, int piece) {
        return connections.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT data FROM odb_blob_piece WHERE piece = ? AND oid = ? AND id = ?")) {
                statement.setInt(1, piece);
                set(statement, 2, key);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? rows.getBytes(1) : null;
                }
            }
        });
    }

    @Override
    public void delete(ContentKey key) throws IOException {
        change(connection -> remove(connection, key));
    }

    private static void remove(Connection connection, ContentKey key) throws SQLException {
        update(connection, "DELETE FROM odb_blob_piece WHERE oid = ? AND id = ?", key);
        update(connection, "DELETE FROM odb_blob WHERE oid = ? AND id = ?", key);
    }

    @Override
    public void forEachKept(Consumer<ContentKey> action) {
        List<ContentKey> kept = connections.read(connection -> {
            List<ContentKey> found = new ArrayList<>();
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT oid, id FROM odb_blob WHERE staged_after IS NULL");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(key(rows));
                }
            }
            return found;
        });
        kept.forEach(action);
    }

    @Override
    public long bytes() {
        return connections.read(connection -> Sql.number(connection, "SELECT SUM(bytes) FROM odb_blob"));
    }

    @Override
    public String location(ContentKey key) {
        return key + " in table odb_blob of " + connections.location();
    }

    private static void update(Connection connection, String sql, ContentKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, 1, key);
            statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, int first, ContentKey key) throws SQLException {
        statement.setLong(first, key.oid());
        statement.setObject(first + 1, key.id());
    }

    private static ContentKey key(ResultSet rows) throws SQLException {
        return new ContentKey(rows.getLong(1), rows.getObject(2, UUID.class));
    }

    /** Something that changes the tables of blobs, which nobody but this process does. */
    @FunctionalInterface
    private interface BlobChange {
        void run(Connection connection) throws SQLException, IOException;
    }

    /** Runs it in a transaction. May be done and reported as failed if the answer was lost: then it can be done again. */
    private void change(BlobChange change) throws IOException {
        try {
            Connections.<Void, IOException>uninterrupted(() -> {
                Connection connection = connections.take();
                boolean done = false;
                try {
                    connection.setAutoCommit(false);
                    change.run(connection);
                    connection.commit();
                    connection.setAutoCommit(true);
                    done = true;
                } finally {
                    if (done) {
                        connections.giveBack(connection);
                    } else {
                        connections.discard(connection, null);
                    }
                }
                return null;
            });
        } catch (SQLException e) {
            throw new IOException("The database '" + connections.location() + "' has refused it: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            OwnFiles.deleteAll(folder);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "The folder " + folder + " can be deleted", e);
        }
    }
}
