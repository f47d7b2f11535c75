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
        RecordInfo.flags(in);
        RecordOutput head = new RecordOutput();
        head.putByte(record[0]);
        head.putVarlong(classIds.applyAsInt(in.readVarint()));
        int count = in.readCount(2);
        head.putVarlong(count);
        for (int i = 0; i < count; i++) {
            head.putVarlong(oids.applyAsLong(in.readVarlong()));
            head.putVarlong(classIds.applyAsInt(in.readVarint()));
        }
        byte[] remapped = new byte[head.size() + in.remaining()];
        head.copyTo(remapped, 0);
        System.arraycopy(record, record.length - in.remaining(), remapped, head.size(), in.remaining());
        return remapped;
    }
}
