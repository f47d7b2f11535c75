package dev.odb.core.storage.file;

import dev.odb.core.storage.RecordInspector;
import dev.odb.core.storage.StorageMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Looks at everything that stands in the files of a database and says what is wrong. It only reads and takes no lock, so it
 * may run beside a process that writes; what that one is writing meanwhile counts as not there yet. Needs 16 bytes an
 * object, some more of those that were in a version, and what a single transaction and the branches in doubt take.
 */
public final class Verification {
    private Verification() {}

    /** Verifies the bytes; records are opaque. */
    public static VerifyReport verify(Path folder, CheckProgress progress) {
        return verify(folder, RecordInspector.NONE, progress);
    }

    /**
     * Verifies the bytes, and what records name.
     *
     * @param inspector reads records; {@link RecordInspector#NONE} for the bytes alone
     * @throws dev.odb.OdbException if there is no database, or it cannot be read at all
     * @throws dev.odb.StorageFormatTooNewException if a file is of a later version
     */
    public static VerifyReport verify(Path folder, RecordInspector inspector, CheckProgress progress) {
        return verify(folder, 0, inspector, progress);
    }

    /**
     * Verifies changes that lie over another database, which is not looked at: what is not in them and can be there is not
     * missing.
     *
     * @param border revisions up to that tid are the other's; 0 if there is none
     */
    public static VerifyReport verify(Path folder, long border, RecordInspector inspector, CheckProgress progress) {
        if (!Files.isDirectory(folder)) {
            throw StorageMessages.nothingToCheck(folder.toString());
        }
        try (FileAccess files = new DiskFolder(folder)) {
            return verify(files, border, inspector, progress);
        } catch (IOException e) {
            throw StorageMessages.cannotOpen(folder.toString(), e);
        }
    }

    /** The same on any disk. */
    static VerifyReport verify(FileAccess files, RecordInspector inspector, CheckProgress progress) throws IOException {
        return verify(files, 0, inspector, progress);
    }

    private static VerifyReport verify(FileAccess files, long border, RecordInspector inspector, CheckProgress progress)
            throws IOException {
        Findings findings = new Findings();
        try (DamagedLog damaged = DamagedLog.open(files, findings)) {
            RecordCheck records = new RecordCheck(damaged, files, border > 0, inspector, findings);
            LogCheck check = new LogCheck(damaged, border, findings, records);
            IndexCheck indexes = new IndexCheck(files, damaged, findings);
            Survey survey = new Survey(damaged, indexes.forced(), findings, check, progress);
            survey.run();
            check.checkReferences();
            indexes.run(check.index());
            return check.report(survey.lastTid());
        }
    }
}
