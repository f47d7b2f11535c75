package dev.odb.core.storage.file;

import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.ContentKey;
import dev.odb.core.storage.Contents;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.RecordInspector;
import dev.odb.core.storage.RecordInspector.NamedContent;
import dev.odb.core.storage.local.ContentCopy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Adds to a chain what the database has and the chain has not. The order is what makes it safe: log and contents, forced;
 * read again; then the manifest, forced; then its mark. A crash before that leaves files that the next backup removes. One
 * thread.
 */
final class BackupWriter {
    private final LogSource source;
    private final BackupChain chain;
    private final RecordInspector inspector;
    private final BackupProgress progress;
    private final FileAccess files;
    private Contents target;
    private long contents;
    private long contentBytes;

    BackupWriter(LogSource source, BackupChain chain, RecordInspector inspector, BackupProgress progress) {
        this.source = source;
        this.chain = chain;
        this.inspector = inspector;
        this.progress = progress;
        files = chain.files();
    }

    /** Why the database's log is not that of the chain with more behind it; null if it is. */
    String misfit() throws IOException {
        BackupManifest last = chain.last();
        if (source.storage().packedTid() != last.packedTid()
                || source.firstSegment()
                        != chain.manifests().get(0).pieces().get(0).range().segment()) {
            return "the database was packed";
        }
        if (source.end() < last.end()) {
            return "the database's log is shorter than the backup's";
        }
        progress.begin(BackupListener.Phase.COMPARE, last.bytes());
        for (BackupManifest.Piece piece : last.pieces()) {
            if (source.checksum(piece.range(), progress) != piece.checksum()) {
                return "the database's log is another one than the backup's";
            }
        }
        progress.end();
        return null;
    }

    /**
     * Whether there is nothing to add. If so it is made durable: the mark of a backup that failed at its last step may be in
     * the operating system's memory only.
     */
    boolean upToDate() throws IOException {
        boolean upToDate = !chain.isEmpty() && chain.last().end() == source.end();
        if (upToDate) {
            files.forceFolder();
        }
        return upToDate;
    }

    /**
     * Adds it.
     *
     * @param folder the database's, as a URI
     * @param made when the end of its log was looked at
     */
    BackupManifest write(String folder, Instant made)
            throws IOException, DamagedException, DamagedBackupException, OvertakenException {
        chain.removeLeftovers();
        int number = chain.manifests().size() + 1;
        List<LogRange> ranges = source.since(chain.isEmpty() ? 0 : chain.last().end());
        source.force(ranges);
        progress.begin(
                BackupListener.Phase.COPY,
                ranges.stream().mapToLong(LogRange::length).sum());
        List<BackupManifest.Piece> pieces = copy(number, ranges);
        progress.end();
        copyContents();
        FileStorage storage = source.storage();
        BackupManifest manifest = new BackupManifest(
                number,
                storage.databaseId(),
                folder,
                made,
                source.end(),
                storage.lastTid(),
                storage.packedTid(),
                storage.prepared().size(),
                contents,
                contentBytes,
                chain.isEmpty() ? 0 : chain.last().checksum(),
                pieces);
        files.forceFolder();
        verify(manifest);
        writeDurably(BackupManifest.file(number), manifest.encode());
        files.forceFolder();
        writeDurably(BackupManifest.mark(number), new byte[0]);
        files.forceFolder();
        return manifest;
    }

    private List<BackupManifest.Piece> copy(int number, List<LogRange> ranges) throws IOException {
        List<BackupManifest.Piece> pieces = new ArrayList<>();
        for (LogRange range : ranges) {
            try (LogFile file = files.create(new BackupManifest.Piece(range, 0).file(number))) {
                pieces.add(new BackupManifest.Piece(range, source.copy(range, file, progress)));
                file.force();
            }
        }
        return pieces;
    }

    private void copyContents() throws IOException, OvertakenException {
        progress.begin(BackupListener.Phase.CONTENTS, -1);
        FileStorage storage = source.storage();
        NamedContents named = new NamedContents(storage, inspector);
        long first = chain.isEmpty() ? 1 : chain.last().lastTid() + 1;
        Iterator<CommittedTransaction> transactions = storage.transactions(first, storage.lastTid());
        while (transactions.hasNext()) {
            named.forEach(transactions.next().writes(), this::copyContent);
        }
        for (PreparedBranch branch : storage.prepared()) {
            named.forEach(branch.batch().writes(), this::copyContent);
        }
        progress.end();
    }

    private void copyContent(long oid, NamedContent content) throws IOException, OvertakenException {
        ContentKey key = new ContentKey(oid, content.id());
        if (target == null) {
            target = files.contents(false);
        }
        if (target.contains(key)) {
            // from an earlier revision, or from a backup that did not end: only whole ones get their name
            return;
        }
        Contents from = source.storage().contents();
        try {
            ContentCopy.copy(from, target, oid, content);
        } catch (NoSuchFileException e) {
            if (from.contains(key)) {
                throw e;
            }
            throw new OvertakenException("the " + key + " is missing", true);
        }
        contents++;
        contentBytes += content.length();
        progress.add(content.length());
    }

    /** What was written is read again, as a log and as the bytes that were to be written. */
    private void verify(BackupManifest manifest) throws IOException, DamagedException, DamagedBackupException {
        progress.begin(BackupListener.Phase.VERIFY, 2 * manifest.bytes());
        chain.requireWhole(manifest, progress);
        try (Log copy = chain.with(manifest).log()) {
            long from = chain.isEmpty() ? copy.start() : chain.last().end();
            long found = PieceCheck.run(copy, from, manifest.end(), progress);
            long before = chain.isEmpty() ? manifest.packedTid() : chain.last().lastTid();
            if (Math.max(found, before) != manifest.lastTid()) {
                throw new DamagedBackupException(
                        "the copied log ends with transaction " + found + " instead of " + manifest.lastTid());
            }
        }
        progress.end();
    }

    private void writeDurably(String name, byte[] bytes) throws IOException {
        try (LogFile file = files.create(name)) {
            file.write(ByteBuffer.wrap(bytes), 0);
            file.force();
        }
    }
}
