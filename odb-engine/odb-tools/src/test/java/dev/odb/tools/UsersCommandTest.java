package dev.odb.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbCredentials;
import dev.odb.SignOnException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The users of a database, with passwords on standard input. */
class UsersCommandTest {
    private static final String PASSWORD = "Xq7-recognisäble";

    private final InputStream stdin = System.in;

    @TempDir
    private Path folder;

    private OdbConfiguration database;

    @BeforeEach
    void create() {
        database = OdbConfiguration.of("odb:file:" + folder);
        ObjectDatabase.open(database).close();
    }

    @AfterEach
    void restore() {
        System.setIn(stdin);
    }

    @Test
    void addedUser_mustSignOn() {
        assertThat(Tool.run("users", "list", folder).out()).contains("There are no users");

        Tool added = add("anna", PASSWORD + "\n");

        assertThat(added.exit()).isZero();
        assertThat(added.out() + added.err()).contains("Added the user 'anna'").doesNotContain(PASSWORD);
        assertThat(Tool.run("users", "list", folder).out()).isEqualTo("anna" + System.lineSeparator());
        assertThatExceptionOfType(SignOnException.class).isThrownBy(() -> ObjectDatabase.open(database));
        ObjectDatabase.open(database, credentials(PASSWORD)).close();
    }

    @Test
    void userWhoIsThere_getsAnotherPassword() throws Exception {
        add("anna", "first");
        Tool again = add("anna", PASSWORD + "\r\n", "--json");

        assertThat(again.json().get("added").asBoolean()).isFalse();
        ObjectDatabase.open(database, credentials(PASSWORD)).close();
    }

    @Test
    void removedUser_isGone_andTheLastOneIsNamed() throws Exception {
        add("anna", "a");
        add("berta", "b");

        assertThat(Tool.run("users", "remove", folder, "anna").err()).isEmpty();
        assertThat(Tool.run("users", "list", folder, "--json").json().get("users"))
                .hasToString("[\"berta\"]");
        Tool last = Tool.run("users", "remove", folder, "berta");
        assertThat(last.exit()).isZero();
        assertThat(last.err()).contains("the last one");
        ObjectDatabase.open(database).close();
    }

    /** They work on the folder, whose owner may do everything. */
    @Test
    void otherCommands_needNoUser() {
        add("anna", "a");

        assertThat(Tool.run("dump", folder).exit()).isZero();
        assertThat(Tool.run("pack", folder, "--dry-run").exit()).isZero();
        assertThat(Tool.run("verify", folder).exit()).isZero();
    }

    @Test
    void whatCannotBeDone_isNamed() {
        assertThat(Tool.run("users", "remove", folder, "anna").err())
                .contains("ODB-9007", "no user 'anna'", "no users");
        assertThat(add("anna", "").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(add(" ", "a").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(Tool.run("users").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(Tool.run("users", "list", folder.resolve("nowhere")).err()).contains("ODB-9001");
        assertThat(Tool.run("users", "list", folder).out()).contains("There are no users");
    }

    private Tool add(String user, String input, Object... options) {
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        Object[] arguments = new Object[4 + options.length];
        arguments[0] = "users";
        arguments[1] = "add";
        arguments[2] = folder;
        arguments[3] = user;
        System.arraycopy(options, 0, arguments, 4, options.length);
        return Tool.run(arguments);
    }

    private static OdbCredentials credentials(String password) {
        return OdbCredentials.of("anna", password.toCharArray());
    }
}
