package dev.odb.tools;

import dev.odb.AuditTrail;
import dev.odb.PackOptions;
import dev.odb.PackReport;
import dev.odb.core.Engine;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drops old revisions and what nobody can reach. */
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        description =
                "Drops old revisions and objects that no root reaches. The database must not be in use; a program that"
                        + " uses it packs it by itself. Without an option the past of 30 days is kept.")
final class PackCommand extends ToolCommand {
    private static final int DAYS = 30;

    @Parameters(paramLabel = "<database>", converter = DatabaseAddress.Converter.class, description = "The database.")
    private DatabaseAddress address;

    @ArgGroup
    private Until until;

    @Option(names = "--dry-run", description = "Only say what would go.")
    private boolean dryRun;

    @Option(names = "--keep-unreachable", description = "Drop old revisions only.")
    private boolean keepUnreachable;

    @Option(
            names = "--unheard-days",
            paramLabel = "<n>",
            description = "Keep what a subscription has not heard of for so many days; 90 if it is not given.")
    private Integer unheardDays;

    @ArgGroup
    private Trail trail;

    private static final class Trail {
        @Option(
                names = "--keep-audit",
                description = "Keep who changed what when of what it drops, now and with every later pack.")
        private boolean keep;

        @Option(names = "--drop-audit", description = "Drop what earlier packs have kept of that.")
        private boolean drop;

        AuditTrail wanted() {
            return keep ? AuditTrail.KEEP : drop ? AuditTrail.DROP : AuditTrail.IF_THERE;
        }
    }

    private static final class Until {
        @Option(names = "--keep-days", paramLabel = "<n>", description = "Keep the past of so many days.")
        private Integer keepDays;

        @Option(
                names = "--to",
                paramLabel = "<instant>",
                converter = Moment.InstantConverter.class,
                description = "Drop what was no longer current then, such as 2026-11-28T03:15:00Z.")
        private Instant to;
    }

    @Override
    int run(Output out) {
        int days = until == null || until.keepDays == null ? DAYS : until.keepDays;
        if (days < 0) {
            throw wrong("--keep-days must not be negative: " + days);
        }
        if (unheardDays != null && unheardDays < 0) {
            throw wrong("--unheard-days must not be negative: " + unheardDays);
        }
        PackOptions options = until != null && until.to != null
                ? PackOptions.before(until.to)
                : PackOptions.keeping(Duration.ofDays(days));
        options = dryRun ? options.asDryRun() : options;
        options = keepUnreachable ? options.withUnreachableKept() : options;
        options = unheardDays == null ? options : options.withUnheardKept(Duration.ofDays(unheardDays));
        options = trail == null ? options : options.withAuditTrail(trail.wanted());
        try (Engine database = Engine.open(address.existing(false))) {
            report(out, database.pack(options.withListener(now -> {
                progress().at(now.phase(), now.done(), now.total());
                return true;
            })));
        }
        return ExitCode.FINE;
    }

    private void report(Output out, PackReport report) {
        JsonWriter json = out.json();
        if (json != null) {
            json.field("dryRun", report.dryRun())
                    .field("asked", report.asked())
                    .field("effective", report.effective())
                    .field("effectiveTid", report.effectiveTid())
                    .field("reason", report.reason())
                    .beginArray("passedOver");
            report.passedOver().forEach(json::value);
            json.end();
            contents(json, "before", report.before());
            contents(json, "after", report.after());
            return;
        }
        out.line(
                "%s to %s%s",
                report.dryRun() ? "Would pack" : "Packed",
                report.effective(),
                report.reason().isEmpty() ? "" : " (asked for " + report.asked() + ": " + report.reason() + ")");
        report.passedOver().forEach(name -> out.line("Subscription '%s' had not heard of all of that.", name));
        out.line("%-14s %15s %15s %15s", "", "before", "after", "removed");
        row(out, "bytes", report.before().bytes(), report.after().bytes());
        row(out, "objects", report.before().objects(), report.after().objects());
        row(out, "revisions", report.before().revisions(), report.after().revisions());
        row(out, "transactions", report.before().transactions(), report.after().transactions());
    }

    private static void row(Output out, String name, long before, long after) {
        out.line("%-14s %15d %15d %15d", name, before, after, before - after);
    }

    private static void contents(JsonWriter json, String name, PackReport.Contents contents) {
        json.beginObject(name)
                .field("bytes", contents.bytes())
                .field("objects", contents.objects())
                .field("revisions", contents.revisions())
                .field("transactions", contents.transactions())
                .end();
    }
}
