package dev.odb.core.evolution;

import dev.odb.ObjectDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A database in a folder and the generations of classes that use it one after the other. */
abstract class Generations {
    @TempDir
    Path folder;

    ObjectDatabase database;

    @BeforeEach
    void open() {
        database = ObjectDatabase.open("odb:file:" + folder.resolve("db"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Compiles a generation; the database is opened again for it. */
    Generation generation(String... sources) throws IOException {
        close();
        open();
        return Generation.of(folder, sources);
    }

    /** How many transactions there were. */
    int transactions() {
        return database.undoLog(0, 1000).size();
    }

    /** The class Main with methods, each given from its name on. */
    static String main(String... methods) {
        StringBuilder text = new StringBuilder("class Main {\n");
        for (String method : methods) {
            text.append("static Object ").append(method).append("\n");
        }
        return text.append("}\n").toString();
    }
}
