package dev.odb.core.record;

import dev.odb.Blob;
import java.util.Arrays;
import java.util.UUID;

/** The contents that records of blobs name, read without making an object. Any thread. */
public final class BlobRecords {
    private static final String BLOB = Blob.class.getName();

    private final ClassCatalog catalog;

    /** For one database. */
    public BlobRecords(ClassCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * A content as its record has it.
     *
     * @param id its name
     * @param length in bytes
     * @param checksum CRC32C
     */
    public record Content(UUID id, long length, int checksum) {}

    /**
     * What the record names, or null if it is of another class or of an empty blob.
     *
     * @throws dev.odb.CorruptStorageException if the record is damaged
     */
    public Content content(byte[] record) {
        return content(catalog.get(RecordInfo.classId(record)), record);
    }

    /** The same of a record of that class. */
    static Content content(StoredClass type, byte[] record) {
        return type.name().equals(BLOB) ? content(type, RecordInfo.values(record)) : null;
    }

    /** The same record with another name for the content, which it has. */
    public byte[] renamed(byte[] record, UUID id) {
        StoredClass type = catalog.get(RecordInfo.classId(record));
        RecordInput in = RecordInfo.values(record);
        RecordOutput out = new RecordOutput();
        out.putBytes(Arrays.copyOf(record, record.length - in.remaining()));
        for (StoredClass.StoredField field : type.fields()) {
            long value = in.readZigzag();
            switch (field.name()) {
                case "contentHigh" -> out.putZigzag(id.getMostSignificantBits());
                case "contentLow" -> out.putZigzag(id.getLeastSignificantBits());
                default -> out.putZigzag(value);
            }
        }
        return out.toByteArray();
    }

    private static Content content(StoredClass type, RecordInput in) {
        long high = 0;
        long low = 0;
        long length = 0;
        int checksum = 0;
        for (StoredClass.StoredField field : type.fields()) {
            long value = in.readZigzag();
            switch (field.name()) {
                case "contentHigh" -> high = value;
                case "contentLow" -> low = value;
                case "length" -> length = value;
                case "checksum" -> checksum = (int) value;
                default -> throw in.corrupt("a blob has a field '" + field.name() + "'");
            }
        }
        in.end();
        return length == 0 ? null : new Content(new UUID(high, low), length, checksum);
    }
}
