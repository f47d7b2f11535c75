package dev.odb.core.storage.file;

import dev.odb.core.storage.RecordInspector;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.local.ContentFolderCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Salvages everything that is not damaged into a new folder. The new database stands in for the damaged one, which must not
 * be used any more: it has the same id, and the branches in doubt under their names, so that a transaction manager that
 * remembers them can decide them. Tids, oids, class ids, metadata and history are kept. Of an object whose newest revision
 * is damaged the one before it is the newest, which the report says.
 */
public final class Recovery {
    private Recovery() {}

    /** Recovers the bytes; records are opaque, and the contents of blobs are copied as they are. */
    public static RecoverReport recover(Path damaged, Path target, CheckProgress progress) {
        return recover(damaged, target, RecordInspector.NONE, progress);
    }

    /**
     * Recovers. Until it is complete the new database stands beside its place, with the suffix {@code
     * .incomplete-recovery}.
     *
     * @param damaged is not changed; no process should write to it
     * @param target is missing or empty
     * @param inspector reads records, so that what they name and is lost is reported; {@link RecordInspector#NONE} for the
     *     bytes alone
     * @throws dev.odb.OdbException if there is no database, or the target is not empty or cannot be written
     */
    public static RecoverReport recover(Path damaged, Path target, RecordInspector inspector, CheckProgress progress) {
        return recover(damaged, 0, target, inspector, progress);
    }

    /**
     * Recovers changes that lie over another database, which is not looked at: what names it stays.
     *
     * @param border revisions up to that tid are the other's; 0 if there is none
     */
    public static RecoverReport recover(
            Path damaged, long border, Path target, RecordInspector inspector, CheckProgress progress) {
        if (!Files.isDirectory(damaged)) {
            throw StorageMessages.nothingToCheck(damaged.toString());
        }
        try (RecoveryTarget place = RecoveryTarget.begin(damaged, target);
                FileAccess files = new DiskFolder(damaged)) {
            Path made = place.folder();
            RecoverReport report = recover(
                    files,
                    border,
                    new DiskFolder(made),
                    inspector,
                    progress,
                    FileSettings.DEFAULT,
                    findings -> ContentFolderCopy.copyAll(
                            damaged.resolve(DiskFolder.CONTENTS),
                            made.resolve(DiskFolder.CONTENTS),
                            (file, failure) -> findings.add(FindingMessages.content(
                                    file.toString(), "it cannot be copied (" + failure + ")", "a blob"))));
            place.finish();
            return report;
        } catch (IOException e) {
            throw StorageMessages.notRecovered(
                    target.toString(), RecoveryTarget.unfinished(target).toString(), e);
        }
    }

    /** Copies the contents of blobs. */
    @FunctionalInterface
    interface ContentCopy {
        /** Copies them and says how many there are. */
        long run(Findings findings) throws IOException;
    }

    /** The same on any disk. */
    static RecoverReport recover(
            FileAccess files,
            FileAccess target,
            RecordInspector inspector,
            CheckProgress progress,
            FileSettings settings,
            ContentCopy contents)
            throws IOException {
        return recover(files, 0, target, inspector, progress, settings, contents);
    }

    private static RecoverReport recover(
            FileAccess files,
            long border,
            FileAccess target,
            RecordInspector inspector,
            CheckProgress progress,
            FileSettings settings,
            ContentCopy contents)
            throws IOException {
        Findings findings = new Findings();
        try (DamagedLog damaged = DamagedLog.open(files, findings)) {
            UUID database = damaged.database();
            if (database == null) {
                database = UUID.randomUUID();
                findings.add(
                        FindingMessages.newDatabase(damaged.file(damaged.log().start()), database.toString()));
            }
            try (NewLog made = NewLog.create(target, database, settings)) {
                RecordCheck check = new RecordCheck(damaged, files, border > 0, inspector, findings);
                Salvage salvage = new Salvage(damaged, border, findings, check, made, settings);
                Survey survey = new Survey(
                        damaged, new IndexCheck(files, damaged, new Findings()).forced(), findings, salvage, progress);
                survey.run();
                made.finish(salvage.finish(survey.lossy()));
                return salvage.report(database, contents.run(findings));
            }
        }
    }
}
