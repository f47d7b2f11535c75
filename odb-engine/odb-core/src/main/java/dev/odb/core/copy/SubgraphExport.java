package dev.odb.core.copy;

import dev.odb.CorruptStorageException;
import dev.odb.ExportReport;
import dev.odb.core.object.DatabaseContext;
import dev.odb.core.object.Workspace;
import dev.odb.core.record.BlobRecords;
import dev.odb.core.record.RecordInfo;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/** Writes an object and what it refers to strongly, breadth first; of it all only the oids are kept in memory. */
public final class SubgraphExport {
    private static final int NAMED = 100;

    private final Workspace workspace;
    private final DatabaseContext database;
    private final BlobRecords blobRecords;
    private final Set<Long> seen = new HashSet<>();
    private final Set<Long> weak = new HashSet<>();
    private final Set<Integer> classes = new HashSet<>();
    private final Queue<Long> waiting = new ArrayDeque<>();
    private final List<String> broken = new ArrayList<>();
    private long objects;
    private long blobs;
    private long bytes;

    /** For one export of what the workspace sees. */
    public SubgraphExport(Workspace workspace) {
        this.workspace = workspace;
        this.database = workspace.database();
        this.blobRecords = new BlobRecords(database.catalog());
    }

    /** Exports. */
    public ExportReport run(long root, OutputStream stream) throws IOException {
        if (workspace.record(root) == null) {
            throw CopyMessages.neverStored(root);
        }
        ExportOutput out = new ExportOutput(stream);
        header(out);
        reach(root);
        while (!waiting.isEmpty()) {
            object(out, waiting.remove());
        }
        out.part().writeByte(ExportFormat.END);
        out.part().writeLong(objects);
        out.end();
        out.flush();
        weak.removeAll(seen);
        return new ExportReport(objects, blobs, bytes, weak.size(), List.copyOf(broken));
    }

    private void header(ExportOutput out) throws IOException {
        DataOutputStream part = out.part();
        UUID id = database.storage().databaseId();
        part.write(ExportFormat.MAGIC);
        part.writeInt(ExportFormat.VERSION);
        part.writeLong(id.getMostSignificantBits());
        part.writeLong(id.getLeastSignificantBits());
        part.writeLong(workspace.snapshotIfFixed());
        out.end();
    }

    private void reach(long oid) {
        if (seen.add(oid)) {
            waiting.add(oid);
        }
    }

    private void object(ExportOutput out, long oid) throws IOException {
        byte[] record;
        long[] strong;
        long[] weakly;
        BlobRecords.Content content;
        InputStream bytesOfBlob;
        try {
            record = workspace.record(oid);
            if (record == null) {
                broken("object " + oid + ": it is not there");
                return;
            }
            strong = RecordInfo.references(record);
            weakly = RecordInfo.weakReferences(record);
            content = blobRecords.content(record);
            bytesOfBlob = content == null ? null : open(oid, content);
        } catch (CorruptStorageException e) {
            broken("object " + oid + ": " + e.getMessage());
            return;
        }
        classes(out, record);
        DataOutputStream part = out.part();
        part.writeByte(ExportFormat.OBJECT);
        part.writeLong(oid);
        part.writeInt(record.length);
        part.write(record);
        out.end();
        objects++;
        bytes += record.length;
        if (content != null) {
            content(out, oid, content, bytesOfBlob);
        }
        for (long target : strong) {
            reach(target);
        }
        for (long target : weakly) {
            weak.add(target);
        }
    }

    private InputStream open(long oid, BlobRecords.Content content) throws IOException {
        return Channels.newInputStream(workspace.blobs().open(oid, content.id(), content.length()));
    }

    private void classes(ExportOutput out, byte[] record) throws IOException {
        for (int id : RecordInfo.classIds(record)) {
            if (classes.add(id)) {
                byte[] description = database.storage().classDescription(id);
                DataOutputStream part = out.part();
                part.writeByte(ExportFormat.CLASS);
                part.writeInt(id);
                part.writeInt(description.length);
                part.write(description);
                out.end();
            }
        }
    }

    private void content(ExportOutput out, long oid, BlobRecords.Content content, InputStream from) throws IOException {
        DataOutputStream part = out.part();
        part.writeByte(ExportFormat.CONTENT);
        part.writeLong(oid);
        part.writeLong(content.length());
        CRC32C checksum = new CRC32C();
        try (InputStream in = new CheckedInputStream(from, checksum)) {
            in.transferTo(part);
        }
        if ((int) checksum.getValue() != content.checksum()) {
            throw workspace.blobs().damaged(oid, content.id(), "its checksum is wrong");
        }
        out.end();
        blobs++;
        bytes += content.length();
    }

    private void broken(String what) {
        if (broken.size() < NAMED) {
            broken.add(what);
        }
    }
}
