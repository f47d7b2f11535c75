package dev.odb.core;

import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A small database on each storage, with some history to undo. */
@ParameterizedClass
@ValueSource(strings = {"odb:file:", "odb:memory:"})
abstract class EngineUndoFixture {
    @TempDir
    Path folder;

    @Parameter
    String url;

    Engine database;

    @BeforeEach
    void open() {
        database = Engine.open(OdbConfiguration.of(url + folder.resolve("db")));
        database.transact(c -> {
            Team team = c.root("team", Team.class, Team::new);
            team.title = "start";
            team.byName.put("ada", new Person("Ada", 36));
            team.byName.put("bob", new Person("Bob", 20));
            return null;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    static Team team(OdbConnection connection) {
        return connection.root("team", Team.class);
    }

    static Person person(OdbConnection connection, String name) {
        return team(connection).byName.get(name);
    }

    long change(Consumer<OdbConnection> change) {
        database.transact(c -> {
            change.accept(c);
            return null;
        });
        return newest();
    }

    long title(String title) {
        return change(c -> team(c).title = title);
    }

    long newest() {
        return database.undoLog(0, 1).get(0).tid();
    }

    long undo(long... tids) {
        return change(c -> c.undo(tids));
    }

    String title() {
        return database.transact(c -> team(c).title);
    }

    int age(String name) {
        return database.transact(c -> person(c, name).age());
    }
}
