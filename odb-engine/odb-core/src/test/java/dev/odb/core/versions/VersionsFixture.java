package dev.odb.core.versions;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.core.Engine;
import dev.odb.core.Engines;
import dev.odb.core.model.Note;
import dev.odb.core.storage.RevisionFields;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A database with one note, "start", under the root "note". */
public abstract class VersionsFixture {
    Engine database;
    long note;
    /** What the clock shows by which locks expire. */
    Instant now = Instant.now();

    /** Where the database is; the same at each call of one test. */
    protected abstract String url();

    /** That of an overlay in the folder, on a base that has the note. */
    static String overlayUrl(Path folder) {
        String base = "odb:file:" + folder.resolve("base");
        if (Files.notExists(folder.resolve("base"))) {
            try (ObjectDatabase made = ObjectDatabase.open(base)) {
                made.transact(c -> c.root("note", Note.class, () -> new Note("start")));
            }
        }
        return "odb:overlay:file:" + folder.resolve("changes") + "?base=" + base;
    }

    OdbConfiguration configuration() {
        return OdbConfiguration.of(url());
    }

    @BeforeEach
    void open() {
        database = Engines.open(configuration(), () -> now);
        in("", c -> c.root("note", Note.class, () -> new Note("start")));
        note = in("", c -> c.oid(note(c)));
    }

    @AfterEach
    void close() {
        // null if the storage is not installed
        if (database != null) {
            database.close();
        }
    }

    /** Closes it and opens it again; on memory it stays open. */
    void reopen() {
        if (!url().startsWith("odb:memory:")) {
            database.close();
            database = Engines.open(configuration(), () -> now);
        }
    }

    interface Body<T> {
        T run(OdbConnection connection);
    }

    /** A transaction in a version, empty for the main line. */
    <T> T in(String version, Body<T> body) {
        return version.isEmpty() ? database.transact(body::run) : database.transact(version, body::run);
    }

    /** The same; gives its tid. */
    long change(String version, Consumer<OdbConnection> body) {
        in(version, c -> {
            body.accept(c);
            return null;
        });
        return newest();
    }

    static Note note(OdbConnection connection) {
        return connection.root("note", Note.class);
    }

    long write(String version, String text) {
        return change(version, c -> note(c).text = text);
    }

    /** What is seen of the note in a version. */
    String text(String version) {
        return in(version, c -> note(c).text);
    }

    long newest() {
        return database.undoLog(0, 1).get(0).tid();
    }

    RevisionFields fields(long oid, long serial) {
        return Engines.storage(database).fields(oid, serial);
    }
}
