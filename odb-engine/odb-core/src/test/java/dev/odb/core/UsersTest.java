package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbCredentials;
import dev.odb.OdbException;
import dev.odb.PersistentList;
import dev.odb.PersistentMap;
import dev.odb.ReadOnlyException;
import dev.odb.SignOnException;
import dev.odb.TransactionInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that requires a user. */
class UsersTest {
    private static final String PASSWORD = "Xq7-recognisable";
    private static final OdbCredentials ANNA = OdbCredentials.of("anna", PASSWORD.toCharArray());
    private static final OdbCredentials WRONG = OdbCredentials.of("anna", "wrong".toCharArray());

    @TempDir
    private Path folder;

    private OdbConfiguration configuration;

    @BeforeEach
    void place() {
        configuration = OdbConfiguration.of("odb:file:" + folder.resolve("db"));
    }

    @Test
    void databaseWithoutUsers_asksNobody() {
        try (ObjectDatabase database = ObjectDatabase.open(configuration)) {
            assertThat(database.users()).isEmpty();
            assertThat(database.removeUser("anna")).isFalse();
        }
        ObjectDatabase.open(configuration, WRONG).close();
    }

    @Test
    void databaseWithUsers_refusesAllOthersInTheSameWords() {
        addAnna();

        ObjectDatabase.open(configuration, ANNA).close();
        List<String> messages = Stream.of(
                        OdbCredentials.NONE,
                        WRONG,
                        OdbCredentials.of("berta", PASSWORD.toCharArray()),
                        OdbCredentials.of("anna", new char[0]))
                .map(this::refusal)
                .toList();
        assertThat(messages)
                .allMatch(messages.get(0)::equals)
                .first()
                .asString()
                .contains("ODB-3930");
    }

    @Test
    void refusedSignOn_letsGoOfTheFolder() {
        addAnna();
        refusal(WRONG);

        ObjectDatabase.open(configuration, ANNA).close();
    }

    @Test
    void readOnlyDatabase_asksToo() {
        addAnna();
        OdbConfiguration readOnly = configuration.withReadOnly(true);

        assertThatExceptionOfType(SignOnException.class).isThrownBy(() -> ObjectDatabase.open(readOnly));
        try (ObjectDatabase database = ObjectDatabase.open(readOnly, ANNA)) {
            assertThat(database.users()).containsExactly("anna");
            assertThatExceptionOfType(ReadOnlyException.class).isThrownBy(() -> database.setUser(ANNA));
        }
    }

    @Test
    void newPassword_replacesTheOldOne() {
        OdbCredentials changed = OdbCredentials.of("anna", "another".toCharArray());
        try (Engine database = Engine.open(configuration)) {
            database.setUser(ANNA);
            database.signOn(ANNA);
            database.setUser(changed);

            database.signOn(changed);
            assertThatExceptionOfType(SignOnException.class).isThrownBy(() -> database.signOn(ANNA));
            assertThat(database.users()).containsExactly("anna");
        }
    }

    @Test
    void removedUser_isOneNoMore_andWithoutTheLastNobodyIsAsked() {
        try (Engine database = Engine.open(configuration)) {
            database.setUser(ANNA);
            database.setUser(OdbCredentials.of("berta", "b".toCharArray()));
            database.signOn(ANNA);
            assertThat(database.removeUser("anna")).isTrue();

            assertThatExceptionOfType(SignOnException.class).isThrownBy(() -> database.signOn(ANNA));
            assertThat(database.removeUser("berta")).isTrue();
            database.signOn(OdbCredentials.NONE);
        }
    }

    @Test
    void users_goWithPacksAndCopies() {
        addAnna();
        OdbConfiguration copy = OdbConfiguration.of("odb:file:" + folder.resolve("copy"));
        try (ObjectDatabase database = ObjectDatabase.open(configuration, ANNA)) {
            database.pack(Instant.now());
            database.copyTo(copy, report -> {}).close();
        }

        assertThatExceptionOfType(SignOnException.class).isThrownBy(() -> ObjectDatabase.open(copy));
        ObjectDatabase.open(copy, ANNA).close();
        ObjectDatabase.open(configuration, ANNA).close();
    }

    @Test
    void changes_areInTheUndoLogAndPasswordsNowhere() throws Exception {
        try (ObjectDatabase database = ObjectDatabase.open(configuration)) {
            database.setUser(ANNA);
            assertThat(database.undoLog(0, 1))
                    .extracting(TransactionInfo::description)
                    .containsExactly("set the user anna");
        }
        assertThat(ANNA.toString()).isEqualTo("the user 'anna'");
        assertThat(refusal(OdbCredentials.of("berta", PASSWORD.toCharArray()))).doesNotContain(PASSWORD, "berta");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(PASSWORD);
            }
        }
    }

    @Test
    void nameOrPasswordThatIsEmpty_isRefused() {
        try (ObjectDatabase database = ObjectDatabase.open(configuration)) {
            assertThatThrownBy(() -> database.setUser(OdbCredentials.of(" ", PASSWORD.toCharArray())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ODB-3931");
            assertThatThrownBy(() -> database.setUser(OdbCredentials.of("anna", new char[0])))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(database.users()).isEmpty();
        }
    }

    /** Whoever can put something else in their place must not thereby open the door. */
    @Test
    void rootThatHoldsNoUsers_letsNobodyIn() {
        for (Object other : List.of(new PersistentMap<>(Map.of("anna", 1)), new PersistentList<>())) {
            try (Engine database = Engine.open(OdbConfiguration.of("odb:memory:other"))) {
                database.transact(connection -> connection.roots().put(Users.ROOT, other));

                assertThatExceptionOfType(OdbException.class)
                        .isThrownBy(() -> database.signOn(ANNA))
                        .satisfies(e -> assertThat(e.code()).isEqualTo("ODB-3932"));
            }
        }
    }

    @Test
    void credentials_areEqualByNameAndPassword() {
        assertThat(ANNA)
                .isEqualTo(OdbCredentials.of("anna", PASSWORD.toCharArray()))
                .hasSameHashCodeAs(OdbCredentials.of("anna", PASSWORD.toCharArray()))
                .isNotEqualTo(WRONG)
                .isNotEqualTo(OdbCredentials.of("berta", PASSWORD.toCharArray()));
        char[] given = PASSWORD.toCharArray();
        OdbCredentials kept = OdbCredentials.of("anna", given);
        given[0] = '?';
        kept.password()[0] = '?';
        assertThat(kept).isEqualTo(ANNA);
    }

    private void addAnna() {
        try (ObjectDatabase database = ObjectDatabase.open(configuration)) {
            // with few iterations, since most tests sign on several times
            String hash = PasswordHash.of(ANNA.password(), 10);
            database.transact(c -> c.roots().put(Users.ROOT, new PersistentMap<>(Map.of("anna", hash))));
        }
    }

    private String refusal(OdbCredentials credentials) {
        return catchThrowableOfType(SignOnException.class, () -> ObjectDatabase.open(configuration, credentials))
                .getMessage();
    }
}
