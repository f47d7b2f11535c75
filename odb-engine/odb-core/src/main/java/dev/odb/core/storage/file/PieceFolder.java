package dev.odb.core.storage.file;

import dev.odb.core.storage.Contents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/** Shows the pieces of a chain of backups as the folder of a database, to be read. Any thread. */
final class PieceFolder implements FileAccess {
    private final FileAccess files;
    private final NavigableMap<Integer, List<Part>> segments = new TreeMap<>();

    private record Part(String file, LogRange range) {}

    /** What the manifests name, which has been compared with the files' sizes. */
    PieceFolder(FileAccess files, List<BackupManifest> manifests) {
        this.files = files;
        for (BackupManifest manifest : manifests) {
            for (BackupManifest.Piece piece : manifest.pieces()) {
                segments.computeIfAbsent(piece.range().segment(), key -> new ArrayList<>())
                        .add(new Part(piece.file(manifest.number()), piece.range()));
            }
        }
    }

    @Override
    public String location() {
        return files.location();
    }

    @Override
    public List<String> list() {
        return segments.keySet().stream().map(SegmentName::of).toList();
    }

    @Override
    public LogFile open(String name, boolean write) throws IOException {
        List<Part> parts = segments.get(SegmentName.number(name));
        if (parts == null) {
            throw new NoSuchFileException(name);
        }
        PieceFile file = new PieceFile();
        boolean done = false;
        try {
            for (Part part : parts) {
                file.add(files.open(part.file(), false), part.range().length());
            }
            done = true;
            return file;
        } finally {
            if (!done) {
                file.close();
            }
        }
    }

    /** The log, whatever it means. */
    Log log(UUID database) throws IOException, DamagedBackupException {
        List<Segment> found = new ArrayList<>();
        boolean done = false;
        try {
            for (int number : segments.keySet()) {
                found.add(segment(number));
            }
            for (int i = 1; i < found.size(); i++) {
                found.get(i - 1).end = found.get(i).header.previousEnd();
            }
            done = true;
        } finally {
            for (Segment segment : done ? List.<Segment>of() : found) {
                segment.close();
            }
        }
        return new Log(this, FileSettings.DEFAULT, database, found.toArray(Segment[]::new));
    }

    private Segment segment(int number) throws IOException, DamagedBackupException {
        String name = SegmentName.of(number);
        LogFile file = open(name, false);
        SegmentHeader header = header(file, name);
        if (header == null) {
            file.close();
            throw new DamagedBackupException("the copy of '" + name + "' does not begin as a log segment");
        }
        Segment segment = new Segment(number, file, header, file.size());
        segment.end = file.size();
        return segment;
    }

    /** The header of a segment, or null if the file does not begin as one. */
    static SegmentHeader header(LogFile file, String name) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Format.SEGMENT_HEADER);
        while (bytes.hasRemaining() && file.read(bytes, bytes.position()) >= 0) {
            // until all of it was read or the file ends
        }
        return SegmentHeader.decode(bytes.array(), name);
    }

    @Override
    public LogFile create(String name) throws IOException {
        throw new IOException("a backup is only read");
    }

    @Override
    public void delete(String name) throws IOException {
        throw new IOException("a backup is only read");
    }

    @Override
    public Contents contents(boolean readOnly) throws IOException {
        return files.contents(true);
    }

    @Override
    public void forceFolder() throws IOException {
        throw new IOException("a backup is only read");
    }

    @Override
    public void close() {
        // the files belong to whoever gave them
    }
}
