package dev.odb.core.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A full backup and what was added to it, in a folder of its own. Files are written once and never changed; an addition is
 * there once its mark is. One thread.
 */
final class BackupChain {
    private static final int BLOCK = 1 << 20;
    private static final int LARGEST_MANIFEST = 64 << 20;

    private final FileAccess files;
    private final List<BackupManifest> manifests;

    private BackupChain(FileAccess files, List<BackupManifest> manifests) {
        this.files = files;
        this.manifests = List.copyOf(manifests);
    }

    /** What stands in the folder; nothing in it that has no mark counts. */
    static BackupChain read(FileAccess files) throws IOException, DamagedBackupException {
        List<String> names = files.list();
        List<BackupManifest> manifests = new ArrayList<>();
        int before = 0;
        for (int number = 1; names.contains(BackupManifest.mark(number)); number++) {
            BackupManifest next = manifest(files, names, number);
            if (next.number() != number || next.before() != before) {
                throw new DamagedBackupException(
                        "'" + BackupManifest.file(number) + "' does not belong to the one before it");
            }
            manifests.add(next);
            before = next.checksum();
        }
        requireNoLater(names, manifests.size());
        BackupChain chain = new BackupChain(files, manifests);
        chain.requireJoined();
        chain.requireSizes(names);
        return chain;
    }

    private static void requireNoLater(List<String> names, int last) throws DamagedBackupException {
        String highest = BackupManifest.mark(last + 1);
        for (String name : names) {
            if (name.startsWith("complete-") && name.compareTo(highest) > 0) {
                throw new DamagedBackupException("'" + highest + "' is missing, and '" + name + "' is there");
            }
        }
    }

    private static BackupManifest manifest(FileAccess files, List<String> names, int number)
            throws IOException, DamagedBackupException {
        String name = BackupManifest.file(number);
        if (!names.contains(name)) {
            throw new DamagedBackupException("'" + name + "' is missing");
        }
        try (LogFile file = files.open(name, false)) {
            if (file.size() > LARGEST_MANIFEST) {
                throw new DamagedBackupException("'" + name + "' is too long for a manifest");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            while (bytes.hasRemaining() && file.read(bytes, bytes.position()) >= 0) {
                // until all of it was read
            }
            return BackupManifest.decode(bytes.array(), name);
        }
    }

    /** Each piece must begin where the one before it ends. */
    private void requireJoined() throws DamagedBackupException {
        LogRange last = null;
        for (BackupManifest manifest : manifests) {
            for (BackupManifest.Piece piece : manifest.pieces()) {
                LogRange range = piece.range();
                boolean on = last != null && range.segment() == last.segment() && range.from() == last.to();
                boolean begins = range.from() == 0 && (last == null || range.segment() == last.segment() + 1);
                if (!on && !begins) {
                    throw new DamagedBackupException(
                            "'" + piece.file(manifest.number()) + "' does not begin where the piece before it ends");
                }
                last = range;
            }
        }
    }

    private void requireSizes(List<String> names) throws IOException, DamagedBackupException {
        for (BackupManifest manifest : manifests) {
            for (BackupManifest.Piece piece : manifest.pieces()) {
                String name = piece.file(manifest.number());
                if (!names.contains(name)) {
                    throw new DamagedBackupException("'" + name + "' is missing");
                }
                try (LogFile file = files.open(name, false)) {
                    if (file.size() != piece.range().length()) {
                        throw new DamagedBackupException("'" + name + "' has " + file.size() + " bytes and should have "
                                + piece.range().length());
                    }
                }
            }
        }
    }

    FileAccess files() {
        return files;
    }

    List<BackupManifest> manifests() {
        return manifests;
    }

    boolean isEmpty() {
        return manifests.isEmpty();
    }

    BackupManifest last() {
        return manifests.get(manifests.size() - 1);
    }

    long bytes() {
        return manifests.stream().mapToLong(BackupManifest::bytes).sum();
    }

    /** The same with one more, whose mark need not be there yet. */
    BackupChain with(BackupManifest next) {
        List<BackupManifest> more = new ArrayList<>(manifests);
        more.add(next);
        return new BackupChain(files, more);
    }

    /** Opens it as the log that it is a copy of. */
    FileStorage open() throws IOException {
        return FileStorage.open(new PieceFolder(files, manifests), true, FileSettings.DEFAULT, () -> {});
    }

    /** The same without reading what it means. */
    Log log() throws IOException, DamagedBackupException {
        return new PieceFolder(files, manifests).log(last().database());
    }

    /** Removes what a backup left that did not end. */
    void removeLeftovers() throws IOException {
        String next = String.format("%06d", manifests.size() + 1);
        boolean removed = false;
        for (String name : files.list()) {
            int dash = name.indexOf('-');
            if ((name.startsWith("piece-") || name.startsWith("manifest-"))
                    && name.substring(dash + 1).compareTo(next) >= 0) {
                files.delete(name);
                removed = true;
            }
        }
        if (removed) {
            files.forceFolder();
        }
    }

    /** Reads the pieces of one addition again and compares their checksums. */
    void requireWhole(BackupManifest manifest, BackupProgress progress) throws IOException, DamagedBackupException {
        for (BackupManifest.Piece piece : manifest.pieces()) {
            String name = piece.file(manifest.number());
            try (LogFile file = files.open(name, false)) {
                long length = piece.range().length();
                if (file.size() != length || checksum(file, 0, length, progress) != piece.checksum()) {
                    throw new DamagedBackupException("the checksum of '" + name + "' is wrong");
                }
            }
        }
    }

    /** The checksum of part of a file; of what there is, if it ends before. */
    static int checksum(LogFile file, long from, long to, BackupProgress progress) throws IOException {
        CRC32C checksum = new CRC32C();
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long at = from;
        while (at < to) {
            block.clear().limit((int) Math.min(BLOCK, to - at));
            int read = file.read(block, at);
            if (read < 0) {
                break;
            }
            checksum.update(block.flip());
            at += read;
            progress.add(read);
        }
        return (int) checksum.getValue();
    }
}
