package dev.odb.tools;

import dev.odb.CopyReport;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.core.Engine;
import dev.odb.spi.ShownUrl;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies a database with its history. */
@Command(
        name = "copy",
        mixinStandardHelpOptions = true,
        description =
                "Copies a database, which may be in use, with its history to where there is none, and compares the two. The"
                        + " copy has an identity of its own.")
final class CopyCommand extends ToolCommand {
    private static final String MEMORY = "odb:memory:";

    @Parameters(index = "0", paramLabel = "<from>", description = "The database: its folder, or the URL of any.")
    private String from;

    @Parameters(index = "1", paramLabel = "<to>", description = "Where to copy to: a folder, or the URL of any.")
    private String to;

    @Option(names = "--compress", description = "Compress the records of a copy in a folder.")
    private boolean compress;

    private CopyReport last;

    @Override
    int run(Output out) {
        requireToLast(from);
        requireToLast(to);
        OdbConfiguration source = OdbConfiguration.of(url(from)).withReadOnly(true);
        if (!DatabaseAddress.isUrl(from)) {
            DatabaseAddress.requireDatabase(Path.of(from));
        }
        try (Engine database = Engine.open(source);
                ObjectDatabase copy =
                        database.copyTo(OdbConfiguration.of(url(to)).withCompress(compress), this::report)) {
            report(out, database, (Engine) copy);
        }
        return ExitCode.FINE;
    }

    private void requireToLast(String place) {
        if (place.startsWith(MEMORY)) {
            throw wrong("'" + place + "' is in the memory of this command, empty before it and gone after it");
        }
    }

    private static String url(String place) {
        return DatabaseAddress.isUrl(place) ? place : "odb:file:" + place;
    }

    private void report(CopyReport report) {
        last = report;
        if (report.phase() != CopyReport.Phase.DONE) {
            progress().at(report.phase(), report.transactions(), report.ofTransactions());
        }
    }

    private void report(Output out, Engine original, Engine copy) {
        if (out.json() != null) {
            json(out.json(), original, copy);
            return;
        }
        out.line(
                "Copied %d transactions up to %s, %d revisions and %d contents of blobs with %s to '%s', and compared them",
                last.transactions(),
                Moment.describe(last.upTo()),
                last.revisions(),
                last.blobs(),
                Sizes.of(last.bytes()),
                ShownUrl.of(to));
        out.line("Database %s, a copy of %s", copy.databaseId(), original.databaseId());
        last.dropped().forEach(branch -> out.line("Left out branch %s, which is in doubt", branch));
    }

    private void json(JsonWriter json, Engine original, Engine copy) {
        json.field("database", copy.databaseId())
                .field("original", original.databaseId())
                .field("target", ShownUrl.of(to))
                .field("lastTid", last.upTo())
                .field("transactions", last.transactions())
                .field("revisions", last.revisions())
                .field("contents", last.blobs())
                .field("bytes", last.bytes())
                .beginArray("droppedBranches");
        last.dropped().forEach(json::value);
        json.end();
    }
}
