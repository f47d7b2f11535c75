package dev.odb.core.object;

import dev.odb.spi.Managed;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;

/**
 * Loaded objects that hold values which cannot tell of a change, such as arrays: kept with a hash of their record, so
 * that a commit can compare. So are objects that were read from a record of an older form. Not thread-safe.
 */
final class MutableWatch {
    private final Map<Managed, Long> hashes = new IdentityHashMap<>();
    private final Map<Managed, Long> converted = new IdentityHashMap<>();

    void add(Managed object, byte[] record) {
        converted.remove(object);
        hashes.put(object, hash(record));
    }

    /** Adds one whose state is not that of its record, with the hash of its {@link LoadedState}. */
    void addConverted(Managed object, long hash) {
        converted.put(object, hash);
    }

    void remove(Managed object) {
        hashes.remove(object);
        converted.remove(object);
    }

    boolean isEmpty() {
        return hashes.isEmpty() && converted.isEmpty();
    }

    void clear() {
        hashes.clear();
        converted.clear();
    }

    /** Every watched object with the hash of the record it was loaded from. */
    void forEach(BiConsumer<Managed, Long> action) {
        new IdentityHashMap<>(hashes).forEach(action);
    }

    /** Every object added as converted, with its hash. */
    void forEachConverted(BiConsumer<Managed, Long> action) {
        new IdentityHashMap<>(converted).forEach(action);
    }

    /** Two independent 32-bit hashes: a missed change would be a lost update. */
    static long hash(byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record, 0, record.length);
        int other = 1;
        for (byte b : record) {
            other = other * 0x01000193 ^ (b & 0xff);
        }
        return crc.getValue() << 32 | other & 0xffffffffL;
    }
}
