package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import dev.odb.RevisionInfo;
import dev.odb.core.model.Team;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An object that is stored in a state that it had before is a new revision without the bytes of that state. */
class EngineSameStateTest {
    private static final int LARGE = 3 << 20;

    @TempDir
    Path folder;

    @Test
    void undoAndWritingTheSame_takeNoRoom() throws IOException {
        String a = "a".repeat(LARGE);
        try (ObjectDatabase database = ObjectDatabase.open("odb:file:" + folder)) {
            title(database, a);
            title(database, "b".repeat(LARGE));
            long size = size();

            long changed = database.undoLog(0, 1).get(0).tid();
            database.transact(connection -> {
                connection.undo(changed);
                return null;
            });
            for (int i = 0; i < 5; i++) {
                title(database, "a".repeat(LARGE));
            }

            assertThat(size() - size).as("six states, and room made in advance").isLessThan(2 * LARGE);
            assertThat(title(database)).isEqualTo(a);
            long oid = database.transact(connection -> connection.oid(team(connection)));
            List<RevisionInfo> revisions = database.history(oid, 10);
            assertThat(revisions).as("creation and eight changes").hasSize(9);
        }
        try (ObjectDatabase database = ObjectDatabase.open("odb:file:" + folder)) {
            assertThat(title(database)).isEqualTo(a);
        }
    }

    private static Team team(OdbConnection connection) {
        return connection.root("team", Team.class, Team::new);
    }

    private static void title(ObjectDatabase database, String title) {
        database.transact(connection -> {
            team(connection).title = title;
            return null;
        });
    }

    private static String title(ObjectDatabase database) {
        return database.transact(connection -> team(connection).title);
    }

    private long size() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            long size = 0;
            for (Path file : files.toList()) {
                size += Files.size(file);
            }
            return size;
        }
    }
}
