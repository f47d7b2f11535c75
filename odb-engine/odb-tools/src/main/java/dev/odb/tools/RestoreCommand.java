package dev.odb.tools;

import dev.odb.Outcome;
import dev.odb.core.Backups;
import dev.odb.core.storage.file.FileRestore;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Restores a database from a backup. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description =
                "Restores a database from a backup folder: as a database of its own, without branches in doubt, into a"
                        + " folder that is empty or not there; or in place.")
final class RestoreCommand extends ToolCommand {
    @Parameters(index = "0", paramLabel = "<backup folder>", description = "Where the backups are.")
    private Path backups;

    @Parameters(
            index = "1",
            paramLabel = "<target>",
            converter = DatabaseAddress.FolderConverter.class,
            description = "Where to restore to.")
    private Path target;

    @Option(
            names = "--to",
            paramLabel = "<moment>",
            converter = Moment.Converter.class,
            description = "Restore the state of a tid or an instant, including it; the default is the newest.")
    private Moment to;

    @Option(names = "--chain", paramLabel = "<name>", description = "Take it from this chain, such as chain-000001.")
    private String chain;

    @ArgGroup
    private Identity identity;

    private static final class Identity {
        @Option(
                names = "--in-place",
                description =
                        "Restore over the database itself, which keeps its identity and, without --to, its branches in"
                                + " doubt. What is there is moved aside.")
        private boolean inPlace;

        @Option(names = "--new-id", description = "Give it an identity of its own; the default.")
        private boolean newId;
    }

    @Override
    int run(Output out) {
        boolean inPlace = identity != null && identity.inPlace;
        FileRestore.Options options = new FileRestore.Options(to == null ? Long.MAX_VALUE : to.tid(), chain, inPlace);
        FileRestore.Report report = Backups.restore(backups, target, options, (phase, done, total) -> {
            progress().at(phase, done, total);
            return true;
        });
        if (out.json() == null) {
            text(out, report);
        } else {
            json(out.json(), report);
        }
        return ExitCode.FINE;
    }

    private void text(Output out, FileRestore.Report report) {
        out.line(
                "Restored %d transactions up to %s and %d contents of blobs from %s into '%s'",
                report.transactions(), Moment.describe(report.lastTid()), report.contents(), report.chain(), target);
        boolean same = report.database().equals(report.original());
        out.line("Database %s%s", report.database(), same ? "" : ", a copy of " + report.original());
        for (FileRestore.Dropped branch : report.dropped()) {
            if (branch.outcome() == Outcome.UNKNOWN) {
                out.line(
                        "Dropped branch %s, in doubt since %s, with %d objects",
                        branch.branch(), branch.since(), branch.objects());
            } else {
                out.line(
                        "Dropped the memory that branch %s was %s by hand",
                        branch.branch(), BranchText.of(branch.outcome()));
            }
        }
        if (!report.aside().isEmpty()) {
            out.line("What was there is in '%s'", target.resolve(report.aside()));
        }
    }

    private void json(JsonWriter json, FileRestore.Report report) {
        json.field("database", report.database())
                .field("original", report.original())
                .field("chain", report.chain())
                .field("target", target.toString())
                .field("lastTid", report.lastTid())
                .field("transactions", report.transactions())
                .field("contents", report.contents())
                .field("contentBytes", report.contentBytes())
                .beginArray("droppedBranches");
        for (FileRestore.Dropped branch : report.dropped()) {
            json.beginObject()
                    .field("branch", branch.branch())
                    .field("since", branch.since())
                    .field("objects", branch.objects())
                    .field("outcome", BranchText.of(branch.outcome()))
                    .end();
        }
        json.end().field("aside", report.aside().isEmpty() ? null : report.aside());
    }
}
