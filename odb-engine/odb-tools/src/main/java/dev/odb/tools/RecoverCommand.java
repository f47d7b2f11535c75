package dev.odb.tools;

import dev.odb.core.record.StoredRecords;
import dev.odb.core.storage.file.RecoverReport;
import dev.odb.core.storage.file.Recovery;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Salvages a damaged database. */
@Command(
        name = "recover",
        mixinStandardHelpOptions = true,
        description =
                "Salvages what is not damaged into a new folder and lists what is lost. The damaged database stays as"
                        + " it is.")
final class RecoverCommand extends ToolCommand {
    @Parameters(
            index = "0",
            paramLabel = "<damaged>",
            converter = DatabaseAddress.FolderConverter.class,
            description = "The damaged database, which nobody uses.")
    private Path damaged;

    @Parameters(
            index = "1",
            paramLabel = "<new folder>",
            converter = DatabaseAddress.FolderConverter.class,
            description = "Where to put the new one; empty or not there.")
    private Path target;

    @Override
    int run(Output out) {
        OverlayChanges changes = OverlayChanges.in(damaged);
        RecoverReport report =
                Recovery.recover(damaged, changes.border(), target, new StoredRecords(), (done, total) -> progress()
                        .at("recover", done, total));
        JsonWriter json = out.json();
        if (json == null) {
            report.lost().forEach(finding -> out.line("%s", finding.message()));
            out.line(
                    "%s into '%s': database %s, %d transactions up to %s, %d objects, %d revisions, %d contents of blobs,"
                            + " %d branches in doubt",
                    report.complete() ? "Everything was salvaged" : "What was not damaged was salvaged",
                    target,
                    report.database(),
                    report.transactions(),
                    Moment.describe(report.lastTid()),
                    report.objects(),
                    report.revisions(),
                    report.blobs(),
                    report.branchesInDoubt());
        } else {
            json.field("database", report.database())
                    .field("target", target.toString())
                    .field("complete", report.complete())
                    .field("lastTid", report.lastTid())
                    .field("transactions", report.transactions())
                    .field("objects", report.objects())
                    .field("revisions", report.revisions())
                    .field("contents", report.blobs())
                    .field("branchesInDoubt", report.branchesInDoubt())
                    .field("branchesDecidedByHand", report.decidedByHand());
            VerifyCommand.findings(json, report.lost());
        }
        if (changes.overlay() != null) {
            note(changes.note() + " Put '" + target + "' into the place of '" + damaged + "'.");
        }
        return report.complete() ? ExitCode.FINE : ExitCode.FINDINGS;
    }
}
