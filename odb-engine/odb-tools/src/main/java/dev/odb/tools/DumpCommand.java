package dev.odb.tools;

import dev.odb.core.storage.Storage;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a database holds. */
@Command(
        name = "dump",
        mixinStandardHelpOptions = true,
        description =
                "Shows what a database holds, without the application's classes; it may be in use. Without an option"
                        + " it lists the roots.")
final class DumpCommand extends ToolCommand {
    private static final int REVISIONS = 20;

    @Parameters(paramLabel = "<database>", converter = DatabaseAddress.Converter.class, description = "The database.")
    private DatabaseAddress database;

    @ArgGroup
    private Wanted wanted;

    @Option(
            names = "--from",
            paramLabel = "<moment>",
            converter = Moment.Converter.class,
            description = "With --transactions: from this tid or instant on.")
    private Moment from;

    @Option(
            names = "--to",
            paramLabel = "<moment>",
            converter = Moment.Converter.class,
            description = "With --transactions: up to this tid or instant.")
    private Moment to;

    @Option(
            names = "--last",
            paramLabel = "<n>",
            description =
                    "With --transactions: only the last so many of these. With --oid: so many revisions, 20 if it is"
                            + " not given.")
    private Integer last;

    private static final class Wanted {
        @Option(names = "--oid", paramLabel = "<n>", description = "An object as JSON, its references and its history.")
        private Long oid;

        @Option(names = "--tid", paramLabel = "<n>", description = "What a transaction wrote.")
        private Long tid;

        @Option(names = "--transactions", description = "The transactions, oldest first.")
        private boolean transactions;

        @Option(names = "--classes", description = "For each class objects, revisions and their bytes.")
        private boolean classes;

        @Option(names = "--branches", description = "The branches in doubt.")
        private boolean branches;
    }

    @Override
    int run(Output out) {
        boolean transactions = wanted != null && wanted.transactions;
        boolean object = wanted != null && wanted.oid != null;
        if (!transactions && (from != null || to != null)) {
            throw wrong("--from and --to go with --transactions");
        }
        if (!transactions && !object && last != null) {
            throw wrong("--last goes with --transactions or --oid");
        }
        if (last != null && last < 1) {
            throw wrong("--last must be positive: " + last);
        }
        if (wanted == null) {
            new RootsDump(database).run(out);
            return ExitCode.FINE;
        }
        try (Storage storage = database.open()) {
            if (object) {
                new ObjectDump(storage, database).run(out, wanted.oid, last == null ? REVISIONS : last);
            } else if (wanted.tid != null) {
                new TransactionDump(storage, database).one(out, wanted.tid);
            } else if (transactions) {
                new TransactionDump(storage, database)
                        .list(out, from == null ? 1 : from.first(), to == null ? Long.MAX_VALUE : to.tid(), last);
            } else if (wanted.classes) {
                new ClassesDump(storage).run(out);
            } else {
                new BranchesDump(storage).run(out);
            }
        }
        return ExitCode.FINE;
    }
}
