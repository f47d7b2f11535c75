package dev.odb.core.storage;

import java.util.UUID;
import java.util.function.IntFunction;

/**
 * Knows records, which are opaque to a storage, well enough to say whether what they name is there. Every method throws
 * {@link dev.odb.OdbException} if the bytes are not what they should be.
 */
public interface RecordInspector {
    /** Knows nothing: records are bytes. */
    RecordInspector NONE = new RecordInspector() {
        @Override
        public long[] references(byte[] record) {
            return new long[0];
        }

        @Override
        public int[] classIds(byte[] record) {
            return new int[0];
        }

        @Override
        public void requireReadable(int classId, byte[] description) {
            // nothing is known of it
        }

        @Override
        public NamedContent content(byte[] record, IntFunction<byte[]> descriptions) {
            return null;
        }
    };

    /** The oids that keep their objects alive, as {@link References}. */
    long[] references(byte[] record);

    /** The ids of all classes that it names. */
    int[] classIds(byte[] record);

    /** Reads the description of a class. */
    void requireReadable(int classId, byte[] description);

    /**
     * The content that the record of a blob names, or null if it is none or names none.
     *
     * @param descriptions gives the description of a class, or null
     */
    NamedContent content(byte[] record, IntFunction<byte[]> descriptions);

    /**
     * The content of a blob, as its record has it.
     *
     * @param id its name
     * @param length in bytes
     * @param checksum CRC32C
     */
    record NamedContent(UUID id, long length, int checksum) {}
}
