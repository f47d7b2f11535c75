package dev.odb.core.copy;

import dev.odb.CorruptStorageException;
import dev.odb.core.object.Workspace;
import dev.odb.core.record.BlobRecords;
import dev.odb.core.record.ClassIdMap;
import dev.odb.core.record.RecordRemap;
import dev.odb.spi.BlobDraft;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads an export into records of new objects. No value of it is decoded and no class loaded but that of the root. */
public final class SubgraphImport {
    private static final int LONGEST_RECORD = Integer.MAX_VALUE - 4096;

    private final Workspace workspace;
    private final BlobRecords blobRecords;
    private final Map<Integer, byte[]> descriptions = new HashMap<>();
    private final ClassIdMap classes;
    private final Map<Long, Long> oids = new HashMap<>();
    private final Map<Long, byte[]> records = new HashMap<>();
    private final List<BlobDraft> drafts = new ArrayList<>();

    /** For one import into the workspace's transaction. */
    public SubgraphImport(Workspace workspace) {
        this.workspace = workspace;
        this.blobRecords = new BlobRecords(workspace.database().catalog());
        this.classes = new ClassIdMap(descriptions::get, workspace.database().storage()::defineClass);
    }

    /** Imports; nothing is added if it fails. */
    public <T> T run(InputStream stream, Class<T> type) throws IOException {
        ExportInput in = new ExportInput(stream);
        boolean done = false;
        try {
            header(in);
            Long root = null;
            int kind = in.readKind();
            while (kind != ExportFormat.END) {
                if (kind == ExportFormat.CLASS) {
                    description(in);
                } else if (kind == ExportFormat.OBJECT) {
                    long oid = object(in);
                    root = root == null ? (Long) oid : root;
                } else {
                    throw in.corrupt("a part of it is of the unknown kind " + kind);
                }
                kind = in.readKind();
            }
            if (in.readLong() != records.size() || root == null) {
                throw in.corrupt("objects are missing");
            }
            in.end();
            T object = workspace.add(records, root, type);
            done = true;
            return object;
        } catch (CorruptStorageException e) {
            throw CopyMessages.notImported(in.position(), "what it holds is damaged", e);
        } finally {
            if (!done) {
                drafts.forEach(BlobDraft::discard);
            }
        }
    }

    private void header(ExportInput in) throws IOException {
        for (byte expected : ExportFormat.MAGIC) {
            if (in.readKind() != expected) {
                throw in.corrupt("it does not begin like an export");
            }
        }
        int version = in.readInt();
        if (version > ExportFormat.VERSION) {
            throw CopyMessages.newerExport(version, ExportFormat.VERSION);
        }
        if (version < 1) {
            throw in.corrupt("its version is " + version);
        }
        in.readLong();
        in.readLong();
        in.readLong();
        in.end();
    }

    private void description(ExportInput in) throws IOException {
        int id = in.readInt();
        byte[] description = in.readBytes(in.readInt(), ExportFormat.LONGEST_DESCRIPTION);
        in.end();
        if (descriptions.putIfAbsent(id, description) != null) {
            throw in.corrupt("class " + id + " is described twice");
        }
    }

    private long object(ExportInput in) throws IOException {
        long original = in.readLong();
        byte[] bytes = in.readBytes(in.readInt(), LONGEST_RECORD);
        in.end();
        byte[] record = RecordRemap.remap(bytes, classes, this::oid);
        BlobRecords.Content content = blobRecords.content(record);
        if (content != null) {
            record = blobRecords.renamed(record, content(in, original, content));
        }
        long oid = oid(original);
        if (records.putIfAbsent(oid, record) != null) {
            throw in.corrupt("object " + original + " stands there twice");
        }
        return oid;
    }

    private UUID content(ExportInput in, long oid, BlobRecords.Content content) throws IOException {
        if (in.readKind() != ExportFormat.CONTENT || in.readLong() != oid || in.readLong() != content.length()) {
            throw in.corrupt("the content of blob " + oid + " does not stand behind it");
        }
        BlobDraft draft = workspace.blobs().importing();
        drafts.add(draft);
        try (OutputStream out = draft.writer()) {
            in.copy(content.length(), out);
        }
        in.end();
        if (draft.length() != content.length() || draft.checksum() != content.checksum()) {
            throw in.corrupt("the content of blob " + oid + " is not what its record says");
        }
        return draft.id();
    }

    private long oid(long original) {
        return oids.computeIfAbsent(original, key -> workspace.newOid());
    }
}
