package dev.odb.tools;

import dev.odb.core.record.StoredRecords;
import dev.odb.core.storage.file.Finding;
import dev.odb.core.storage.file.Verification;
import dev.odb.core.storage.file.VerifyReport;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reads all of a database and lists what is damaged. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Reads all of a database, which may be in use, and lists what is damaged. Changes nothing.")
final class VerifyCommand extends ToolCommand {
    @Parameters(
            paramLabel = "<folder>",
            converter = DatabaseAddress.FolderConverter.class,
            description = "The database.")
    private Path folder;

    @Override
    int run(Output out) {
        OverlayChanges changes = OverlayChanges.in(folder);
        VerifyReport report =
                Verification.verify(folder, changes.border(), new StoredRecords(), (done, total) -> progress()
                        .at("verify", done, total));
        JsonWriter json = out.json();
        if (json == null) {
            text(out, report);
        } else {
            json.field("database", report.database())
                    .field("sound", report.sound())
                    .field("lastTid", report.lastTid())
                    .field("transactions", report.transactions())
                    .field("objects", report.objects())
                    .field("revisions", report.revisions())
                    .field("branchesInDoubt", report.branchesInDoubt())
                    .field("branchesDecidedByHand", report.decidedByHand())
                    .field("bytes", report.bytes());
            findings(json, report.findings());
        }
        if (changes.overlay() != null) {
            note(changes.note());
        }
        if (!report.sound()) {
            note(remedy(report));
        }
        return report.sound() ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    private String remedy(VerifyReport report) {
        boolean dangling = report.findings().stream().filter(Finding::damage).allMatch(Finding::dangling);
        return dangling
                ? "Something is missing and nothing else is wrong: 'odb recover' would change nothing. Restore a backup, or"
                        + " let the application remove what refers to it."
                : "Salvage what is not damaged with 'odb recover " + folder + " <new folder>', or restore a backup.";
    }

    private void text(Output out, VerifyReport report) {
        report.findings().forEach(finding -> out.line("%s", finding.message()));
        out.line(
                "%s: database %s, %d transactions up to %s, %d objects, %d revisions, %d branches in doubt, %s",
                report.sound() ? "Sound" : "DAMAGED",
                report.database(),
                report.transactions(),
                Moment.describe(report.lastTid()),
                report.objects(),
                report.revisions(),
                report.branchesInDoubt(),
                Sizes.of(report.bytes()));
    }

    /** The field {@code findings}. */
    static void findings(JsonWriter json, List<Finding> findings) {
        json.beginArray("findings");
        for (Finding finding : findings) {
            json.beginObject()
                    .field("code", "ODB-" + finding.code())
                    .field("damage", finding.damage())
                    .field("file", finding.file())
                    .field("offset", finding.offset())
                    .field("what", finding.what())
                    .field("affected", finding.affected())
                    .end();
        }
        json.end();
    }
}
