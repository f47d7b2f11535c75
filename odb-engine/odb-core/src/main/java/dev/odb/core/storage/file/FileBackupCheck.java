package dev.odb.core.storage.file;

import dev.odb.OdbException;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.RecordInspector;
import dev.odb.core.storage.RecordInspector.NamedContent;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.local.ContentCopy;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Reads all of a backup folder and says what in it is not as it was written. Changes nothing. One thread. */
public final class FileBackupCheck {
    private static final int MOST = 100;

    private final Path folder;
    private final Supplier<RecordInspector> inspectors;
    private final BackupProgress progress;

    /**
     * A chain as it was found.
     *
     * @param name of its folder
     * @param backups how many it has, 0 if none was ever finished
     * @param database the database's id, null without backups
     * @param made when the last of them was made, null without backups
     * @param packedTid it has the states from this transaction on; 0 from the beginning
     * @param lastTid the newest transaction
     * @param bytes of the log
     * @param transactions that were read
     * @param contents of blobs that were read
     * @param branches undecided ones
     * @param damage what is not as it was written, at most a hundred lines
     */
    public record Chain(
            String name,
            int backups,
            UUID database,
            Instant made,
            long packedTid,
            long lastTid,
            long bytes,
            long transactions,
            long contents,
            int branches,
            List<String> damage) {}

    /**
     * For one check.
     *
     * @param inspectors give what knows the records of one storage
     */
    public FileBackupCheck(Path folder, Supplier<RecordInspector> inspectors, BackupListener listener) {
        this.folder = folder;
        this.inspectors = inspectors;
        progress = new BackupProgress(listener);
    }

    /**
     * Reads everything.
     *
     * @return the chains, oldest first, those without a finished backup too
     * @throws OdbException if there is no backup, or a newer version made one
     */
    public List<Chain> run() {
        BackupFolder backups = new BackupFolder(folder);
        List<Chain> found = new ArrayList<>();
        try {
            for (String name : backups.chains()) {
                found.add(check(backups, name));
            }
        } catch (IOException e) {
            throw BackupMessages.unreadable(folder.toString(), e);
        }
        if (found.stream()
                .allMatch(chain -> chain.backups() == 0 && chain.damage().isEmpty())) {
            throw BackupMessages.noBackup(folder.toString());
        }
        return found;
    }

    private Chain check(BackupFolder backups, String name) throws IOException {
        Tally tally = new Tally();
        BackupChain chain;
        try {
            chain = backups.chain(name);
        } catch (DamagedBackupException e) {
            return new Chain(name, 0, null, null, 0, 0, 0, 0, 0, 0, List.of(e.getMessage()));
        }
        if (chain.isEmpty()) {
            return new Chain(name, 0, null, null, 0, 0, 0, 0, 0, 0, List.of());
        }
        progress.begin(BackupListener.Phase.VERIFY, 2 * chain.bytes());
        for (BackupManifest manifest : chain.manifests()) {
            try {
                chain.requireWhole(manifest, progress);
            } catch (DamagedBackupException e) {
                tally.damage(e.getMessage());
            }
        }
        try {
            readAll(chain, tally);
        } catch (DamagedException e) {
            tally.damage(Positions.describe(e.position()) + ": " + e.getMessage());
        } catch (DamagedBackupException | OdbException e) {
            tally.damage(e.getMessage());
        }
        progress.end();
        BackupManifest last = chain.last();
        return new Chain(
                name,
                chain.manifests().size(),
                last.database(),
                last.made(),
                last.packedTid(),
                last.lastTid(),
                chain.bytes(),
                tally.transactions,
                tally.contents,
                last.branches(),
                List.copyOf(tally.damage));
    }

    private void readAll(BackupChain chain, Tally tally) throws IOException, DamagedException, DamagedBackupException {
        BackupManifest last = chain.last();
        try (Log log = chain.log()) {
            PieceCheck.run(log, log.start(), last.end(), progress);
        }
        try (FileStorage storage = chain.open()) {
            if (storage.lastTid() != last.lastTid()
                    || storage.packedTid() != last.packedTid()
                    || storage.prepared().size() != last.branches()) {
                throw new DamagedBackupException("its log is not the one that its last manifest describes");
            }
            NamedContents named = new NamedContents(storage, inspectors.get());
            Iterator<CommittedTransaction> transactions = storage.transactions(1, last.lastTid());
            while (transactions.hasNext()) {
                contents(storage, named, transactions.next().writes(), tally);
                tally.transactions++;
            }
            for (PreparedBranch branch : storage.prepared()) {
                contents(storage, named, branch.batch().writes(), tally);
            }
        }
    }

    private void contents(FileStorage storage, NamedContents named, List<Write> writes, Tally tally)
            throws IOException {
        named.<RuntimeException>forEach(writes, (oid, content) -> content(storage, oid, content, tally));
    }

    private void content(FileStorage storage, long oid, NamedContent content, Tally tally) throws IOException {
        try {
            ContentCopy.check(storage.contents(), oid, content);
            tally.contents++;
            progress.add(content.length());
        } catch (NoSuchFileException e) {
            tally.damage("'" + e.getFile() + "', the content of blob " + oid + ", is missing");
        } catch (OdbException e) {
            tally.damage(e.getMessage());
        }
    }

    private static final class Tally {
        final List<String> damage = new ArrayList<>();
        long transactions;
        long contents;

        void damage(String what) {
            if (damage.size() < MOST) {
                damage.add(what);
            }
        }
    }
}
