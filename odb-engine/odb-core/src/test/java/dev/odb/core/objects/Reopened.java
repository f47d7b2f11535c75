package dev.odb.core.objects;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Stores an object and gives it back as a database has it that was opened again. */
abstract class Reopened {
    @TempDir
    private Path folder;

    private ObjectDatabase database;
    private OdbConnection connection;

    /** The object in a new connection to the database opened again; it is a ghost. */
    @SuppressWarnings("unchecked")
    <T> T reopened(T object) {
        close();
        String url = "odb:file:" + folder.resolve("db");
        try (ObjectDatabase first = ObjectDatabase.open(url);
                OdbConnection storing = first.connect()) {
            storing.roots().put("object", object);
            storing.commit();
        }
        database = ObjectDatabase.open(url);
        connection = database.connect();
        return (T) connection.roots().get("object");
    }

    /** The object as a new connection has it. */
    @SuppressWarnings("unchecked")
    <T> T reloaded() {
        connection.close();
        connection = database.connect();
        return (T) connection.roots().get("object");
    }

    OdbConnection connection() {
        return connection;
    }

    @AfterEach
    void close() {
        if (database != null) {
            connection.close();
            database.close();
            database = null;
        }
    }
}
