package dev.odb.core.storage.file;

import dev.odb.CorruptStorageException;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Leaves bytes out that are stored already: a revision whose state is that of an earlier one of its object, as after an
 * undo, only names that one. That the bytes are the same is looked at here; who commits only says where that may be so.
 */
final class BackPointers {
    private static final byte[] NOTHING = {};
    private static final System.Logger LOGGER = System.getLogger(BackPointers.class.getName());

    private final ObjectIndex index;
    private final RecordReader records;

    BackPointers(ObjectIndex index, RecordReader records) {
        this.index = index;
        this.records = records;
    }

    /** The same revisions; those that name an earlier one have no bytes of their own, and it has some. */
    Writes shorten(Writes writes) {
        Map<Long, Write> others = new HashMap<>();
        for (int i = 0; i < writes.size(); i++) {
            if (writes.dataSerial(i) != 0) {
                Write write = writes.get(i);
                others.put(write.oid(), shorten(write));
            }
        }
        return writes.replacing(others);
    }

    private Write shorten(Write write) {
        if (!write.tombstone() && write.serialSeen() != 0) {
            try {
                return shared(write);
            } catch (CorruptStorageException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "A state is stored again, since where it stood is damaged", e);
            }
        }
        return whole(write);
    }

    private Write shared(Write write) {
        ObjectIndex.Head head = index.head(write.oid());
        long at = head == null ? 0 : head.position();
        long serial = head == null ? 0 : head.serial();
        long wanted = write.dataSerial();
        while (at != 0) {
            RecordHeader header = records.header(at, write.oid());
            if (serial == wanted && header.dataSerial() == 0) {
                return Arrays.equals(records.content(at, write.oid()), write.record())
                        ? new Write(write.oid(), write.serialSeen(), NOTHING, serial, write.lineage())
                        : whole(write);
            }
            wanted = serial == wanted ? header.dataSerial() : wanted;
            at = header.predecessor();
            serial = header.serialSeen();
        }
        return whole(write);
    }

    private static Write whole(Write write) {
        return new Write(write.oid(), write.serialSeen(), write.record(), 0, write.lineage());
    }
}
