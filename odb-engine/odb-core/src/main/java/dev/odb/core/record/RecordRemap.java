package dev.odb.core.record;

import java.util.function.IntUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Records for another database: class ids and oids stand in a record's head, the values behind it stay as they are. */
public final class RecordRemap {
    private RecordRemap() {}

    /**
     * The same record with other ids.
     *
     * @throws dev.odb.CorruptStorageException if its head is damaged
     */
    public static byte[] remap(byte[] record, IntUnaryOperator classIds, LongUnaryOperator oids) {
        RecordInput in = new RecordInput(record, "record");
        int flags = RecordInfo.flags(in);
        RecordOutput head = new RecordOutput();
        head.putByte(record[0]);
        head.putVarlong(classIds.applyAsInt(in.readVarint()));
        references(in, head, classIds, oids);
        if ((flags & RecordEncoder.WEAK) != 0) {
            references(in, head, classIds, oids);
        }
        byte[] remapped = new byte[head.size() + in.remaining()];
        head.copyTo(remapped, 0);
        System.arraycopy(record, record.length - in.remaining(), remapped, head.size(), in.remaining());
        return remapped;
    }

    private static void references(
            RecordInput in, RecordOutput head, IntUnaryOperator classIds, LongUnaryOperator oids) {
        int count = in.readCount(2);
        head.putVarlong(count);
        for (int i = 0; i < count; i++) {
            head.putVarlong(oids.applyAsLong(in.readVarlong()));
            head.putVarlong(classIds.applyAsInt(in.readVarint()));
        }
    }
}
