package dev.odb.tools;

import dev.odb.core.Backups;
import dev.odb.core.storage.file.FileBackup;
import dev.odb.core.storage.file.FileBackupCheck;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes or verifies a backup. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "odb backup [--full] [options] <folder> <backup folder>",
            "odb backup --verify [options] <backup folder>"
        },
        description =
                "Backs up a database, which may be in use: all of it the first time, later what was added since. Or"
                        + " reads all of a backup folder and lists what is damaged.")
final class BackupCommand extends ToolCommand {
    @Parameters(
            arity = "1..2",
            paramLabel = "<folder>",
            converter = DatabaseAddress.FolderConverter.class,
            description = "The database and the backup folder; with --verify only the latter.")
    private List<Path> folders;

    @Option(names = "--full", description = "Begin a new chain, with all of the database.")
    private boolean full;

    @Option(names = "--verify", description = "Make none, but read those that are there.")
    private boolean verify;

    @Override
    int run(Output out) {
        if (verify) {
            if (folders.size() != 1 || full) {
                throw wrong("--verify goes with one folder, that of the backups");
            }
            return verify(out, folders.get(0));
        }
        if (folders.size() != 2) {
            throw wrong("the backup folder is missing");
        }
        FileBackup.Report report = Backups.backup(
                DatabaseAddress.requireDatabase(folders.get(0)), folders.get(1), full, (phase, done, total) -> {
                    progress().at(phase, done, total);
                    return true;
                });
        report(out, report);
        return ExitCode.FINE;
    }

    private void report(Output out, FileBackup.Report report) {
        JsonWriter json = out.json();
        if (json != null) {
            json.field("database", report.database())
                    .field("chain", report.chain())
                    .field("number", report.number())
                    .field("full", report.number() == 1)
                    .field("reason", report.reason())
                    .field("changed", report.changed())
                    .field("lastTid", report.lastTid())
                    .field("bytes", report.bytes())
                    .field("chainBytes", report.chainBytes())
                    .field("contents", report.contents())
                    .field("contentBytes", report.contentBytes())
                    .field("branchesInDoubt", report.branches());
        } else if (!report.changed()) {
            out.line("Nothing was added since backup %d of %s", report.number(), report.chain());
        } else {
            out.line(
                    "%s up to %s: backup %d of %s, %s of log, %d contents of blobs with %s",
                    report.reason().isEmpty() ? "Added what is new" : "Full backup, because " + report.reason() + ",",
                    Moment.describe(report.lastTid()),
                    report.number(),
                    report.chain(),
                    Sizes.of(report.bytes()),
                    report.contents(),
                    Sizes.of(report.contentBytes()));
        }
    }

    private int verify(Output out, Path folder) {
        List<FileBackupCheck.Chain> chains = Backups.verify(folder, (phase, done, total) -> {
            progress().at(phase, done, total);
            return true;
        });
        boolean sound = chains.stream().allMatch(chain -> chain.damage().isEmpty());
        if (out.json() != null) {
            out.json().field("sound", sound).beginArray("chains");
            chains.forEach(chain -> json(out.json(), chain));
            out.json().end();
        } else {
            chains.forEach(chain -> text(out, chain));
        }
        return sound ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    private static void json(JsonWriter json, FileBackupCheck.Chain chain) {
        json.beginObject()
                .field("chain", chain.name())
                .field("backups", chain.backups())
                .field("database", chain.database())
                .field("made", chain.made())
                .field("packedTid", chain.packedTid())
                .field("lastTid", chain.lastTid())
                .field("bytes", chain.bytes())
                .field("transactions", chain.transactions())
                .field("contents", chain.contents())
                .field("branchesInDoubt", chain.branches())
                .beginArray("damage");
        chain.damage().forEach(json::value);
        json.end().end();
    }

    private static void text(Output out, FileBackupCheck.Chain chain) {
        if (chain.backups() == 0) {
            out.line("%s: %s", chain.name(), chain.damage().isEmpty() ? "no backup was finished" : "DAMAGED");
        } else {
            out.line(
                    "%s: %s, %d backups of database %s, the last made %s; from %s to %s, %d transactions, %d contents of"
                            + " blobs, %s of log",
                    chain.name(),
                    chain.damage().isEmpty() ? "sound" : "DAMAGED",
                    chain.backups(),
                    chain.database(),
                    chain.made(),
                    chain.packedTid() == 0 ? "its beginning" : Moment.describe(chain.packedTid()),
                    Moment.describe(chain.lastTid()),
                    chain.transactions(),
                    chain.contents(),
                    Sizes.of(chain.bytes()));
        }
        chain.damage().forEach(damage -> out.line("  %s", damage));
    }
}
