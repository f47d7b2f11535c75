package dev.odb.tools;

import dev.odb.DatabaseAdministration;
import dev.odb.OdbCredentials;
import dev.odb.core.Engine;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says who may sign on to a database. */
@Command(
        name = "users",
        mixinStandardHelpOptions = true,
        description =
                "Lists, adds and removes the users of a database. With at least one, programs must sign on as a user."
                        + " To change them the database must not be in use; a program that uses it changes them by itself.",
        subcommands = {UsersCommand.ListUsers.class, UsersCommand.Add.class, UsersCommand.Remove.class})
final class UsersCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "no command was given");
    }

    /** Opens a database without signing on: who can write in its folder, or tables, can do anything with it. */
    private static Engine open(DatabaseAddress address, boolean readOnly) {
        return Engine.open(address.existing(readOnly));
    }

    /** Lists them. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the users.")
    static final class ListUsers extends ToolCommand {
        @Parameters(
                paramLabel = "<database>",
                converter = DatabaseAddress.Converter.class,
                description = "The database.")
        private DatabaseAddress address;

        @Override
        int run(Output out) {
            List<String> users;
            try (Engine database = open(address, true)) {
                users = database.users();
            }
            if (out.json() != null) {
                out.json().beginArray("users");
                users.forEach(out.json()::value);
                out.json().end();
            } else if (users.isEmpty()) {
                out.line("There are no users: whoever can open the database may use it.");
            } else {
                users.forEach(user -> out.line("%s", user));
            }
            return ExitCode.FINE;
        }
    }

    /** Adds one. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description =
                    "Adds a user, or gives one another password. The password is asked for; if standard input is no"
                            + " terminal, it is the first line there.")
    static final class Add extends ToolCommand {
        @Parameters(
                index = "0",
                paramLabel = "<database>",
                converter = DatabaseAddress.Converter.class,
                description = "The database.")
        private DatabaseAddress address;

        @Parameters(index = "1", paramLabel = "<user>", description = "The name.")
        private String user;

        @Override
        int run(Output out) {
            boolean known;
            try (Engine database = open(address, false)) {
                known = database.users().contains(user);
                set(database);
            }
            if (out.json() != null) {
                out.json().field("user", user).field("added", !known);
            } else {
                out.line(known ? "The user '%s' has another password now." : "Added the user '%s'.", user);
            }
            return ExitCode.FINE;
        }

        private void set(DatabaseAdministration database) {
            char[] password = Passwords.ask(user);
            if (user.isBlank() || password.length == 0) {
                throw wrong("a user needs a name that is not blank and a password that is not empty");
            }
            database.setUser(OdbCredentials.of(user, password));
            Arrays.fill(password, '\0');
        }
    }

    /** Removes one. */
    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Removes a user.")
    static final class Remove extends ToolCommand {
        @Parameters(
                index = "0",
                paramLabel = "<database>",
                converter = DatabaseAddress.Converter.class,
                description = "The database.")
        private DatabaseAddress address;

        @Parameters(index = "1", paramLabel = "<user>", description = "The name.")
        private String user;

        @Override
        int run(Output out) {
            boolean last;
            try (Engine database = open(address, false)) {
                if (!database.removeUser(user)) {
                    throw ToolsMessages.noUser(user, address, database.users());
                }
                last = database.users().isEmpty();
            }
            if (out.json() != null) {
                out.json().field("user", user).field("last", last);
            } else {
                out.line("Removed the user '%s'.", user);
            }
            if (last) {
                note("That was the last one: whoever can open the database may use it now.");
            }
            return ExitCode.FINE;
        }
    }
}
