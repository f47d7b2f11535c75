package dev.odb.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.CorruptStorageException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A record's head with other ids. */
class RecordRemapTest {
    /** With the same references strong and weak. */
    private static byte[] record(int type, long[] oids, int[] types) {
        RecordOutput out = new RecordOutput();
        out.putByte(RecordEncoder.WEAK);
        out.putVarlong(type);
        for (int block = 0; block < 2; block++) {
            out.putVarlong(oids.length);
            for (int i = 0; i < oids.length; i++) {
                out.putVarlong(oids[i]);
                out.putVarlong(types[i]);
            }
        }
        out.putBytes(new byte[] {9, 8, 7});
        return out.toByteArray();
    }

    @Test
    void remap_changesIdsAndNothingElse() {
        byte[] record = record(3, new long[] {1, 1L << 40}, new int[] {3, 200});
        byte[] expected = record(3003, new long[] {11, (1L << 40) + 10}, new int[] {3003, 3200});
        assertThat(RecordRemap.remap(record, id -> id + 3000, oid -> oid + 10)).isEqualTo(expected);
        assertThat(RecordRemap.remap(record, id -> id, oid -> oid)).isEqualTo(record);
    }

    @Test
    void remap_damagedHead_isCorrupt() {
        byte[] record = record(3, new long[] {1, 1L << 40}, new int[] {3, 200});
        for (int length = 0; length < record.length - 3; length++) {
            byte[] cut = Arrays.copyOf(record, length);
            assertThatThrownBy(() -> RecordRemap.remap(cut, id -> id, oid -> oid))
                    .isInstanceOf(CorruptStorageException.class);
        }
    }
}
