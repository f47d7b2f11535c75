package dev.odb.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.CorruptStorageException;
import dev.odb.OdbException;
import dev.odb.SchemaMismatchException;
import dev.odb.spi.Managed;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Records that no encoder wrote end in a typed error, with memory in proportion to their size. */
class HostileRecordTest {
    /** Neither persistent nor an enum nor a record. */
    static final class Gadget {
        static boolean initialized;

        static {
            initialized = true;
            System.setProperty("odb.test.gadget", "initialized");
        }

        private Gadget() {}
    }

    private final RecordFuzzer reader = new RecordFuzzer();
    private final Space space = reader.space;

    @Test
    void mutatedRecords_endInTypedErrorsOrValues() {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        System.err.println("HostileRecordTest seed " + seed + " (odb.test.seed)");
        Random random = new Random(seed);
        int count = (int) (2_000_000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
        int failed = 0;
        long most = 0;
        for (int i = 0; i < count; i++) {
            byte[] record = mutate(reader.valid, random);
            most = Math.max(most, reader.allocatedBy(record));
            failed += i % 10 == 0 && reader.refused(record) ? 10 : 0;
        }
        System.err.println("About " + failed + " of " + count + " refused, at most " + most + " bytes allocated");
        assertThat(failed).isBetween(count / 10, count - 1);
        assertThat(most).isBetween(1L, RecordFuzzer.MOST);
    }

    private static byte[] mutate(byte[] valid, Random random) {
        byte[] record = valid.clone();
        if (random.nextInt(4) == 0) {
            record = Arrays.copyOf(record, random.nextInt(record.length + 20));
        }
        for (int i = random.nextInt(4); i >= 0 && record.length > 0; i--) {
            int at = random.nextInt(record.length);
            switch (random.nextInt(4)) {
                case 0 -> record[at] = (byte) random.nextInt();
                case 1 -> record[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> record[at] = (byte) random.nextInt(75);
                default -> {
                    int length = Math.min(random.nextInt(16), record.length - at);
                    System.arraycopy(record, random.nextInt(record.length - length + 1), record, at, length);
                }
            }
        }
        return record;
    }

    @Test
    void everyPrefix_isRefused() {
        byte[] valid = reader.valid;
        for (int length = 0; length < valid.length; length++) {
            byte[] cut = Arrays.copyOf(valid, length);
            assertThat(reader.refused(cut)).as("cut at " + length).isTrue();
        }
    }

    @Test
    void hugeLengths_allocateNothing() {
        for (ValueKind kind : ValueKind.values()) {
            if (kind.tag >= 0) {
                RecordOutput out = holderUpTo("value");
                out.putByte(kind.tag);
                for (int i = 0; i < 4; i++) {
                    out.putVarlong(Integer.MAX_VALUE - 8L);
                }
                reader.refused(out.toByteArray());
            }
        }
        RecordOutput out = holderUpTo("value");
        out.putByte(ValueKind.ARRAY_LIST.tag);
        out.putVarlong(1L << 40);
        assertThatThrownBy(() -> decode(out))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining(Holder.class.getName())
                .hasMessageContaining("the count 1099511627776 does not fit");
    }

    @Test
    void depthBeyondTheLimit_isRefused() {
        RecordOutput out = holderUpTo("value");
        for (int i = 0; i < 1_000_000; i++) {
            out.putByte(ValueKind.OPTIONAL.tag);
        }
        assertThatThrownBy(() -> decode(out))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("deep");
        assertThatThrownBy(() -> RecordInfo.json(out.toByteArray(), space.catalog))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("deep");
    }

    /** Three bytes name a constant again: written out, these 400 kB would be 10 GB. */
    @Test
    void longNameRepeatedManyTimes_isNotWrittenOut() {
        RecordOutput out = holderUpTo("value");
        out.putByte(ValueKind.ARRAY_LIST.tag);
        out.putVarlong(100_001);
        out.putByte(ValueKind.ENUM.tag);
        out.putVarlong(0);
        out.putString("an.Enum");
        out.putVarlong(0);
        out.putString("C".repeat(100_000));
        for (int i = 0; i < 100_000; i++) {
            out.putByte(ValueKind.ENUM.tag);
            out.putVarlong(1);
            out.putVarlong(2);
        }
        assertThatThrownBy(() -> RecordInfo.json(out.toByteArray(), space.catalog))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("repeat long names");
    }

    /** Hashing such a set would never end. */
    @Test
    void setThatContainsItselfByAList_isRefused() {
        RecordOutput out = holderUpTo("value");
        out.putByte(ValueKind.HASH_SET.tag);
        out.putVarlong(1);
        out.putByte(ValueKind.ARRAY_LIST.tag);
        out.putVarlong(1);
        out.putByte(ValueKind.BACK.tag);
        out.putVarlong(0);
        assertThatThrownBy(() -> decode(out))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("contains itself");
    }

    /** Nested pairs that share: a short record whose key would take 2 to the 60 steps to hash. */
    @Test
    void keyThatIsEndlessWorkToHash_isRefused() {
        RecordOutput out = holderUpTo("value");
        out.putByte(ValueKind.HASH_SET.tag);
        out.putVarlong(60);
        for (int i = 0; i < 60; i++) {
            out.putByte(ValueKind.ARRAY_LIST.tag);
            out.putVarlong(i == 0 ? 0 : 2);
            for (int j = 0; j < 2 && i > 0; j++) {
                out.putByte(ValueKind.BACK.tag);
                out.putVarlong(i);
            }
        }
        assertThatThrownBy(() -> decode(out))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("far too large");
    }

    @Test
    void classOfAnotherKind_isNeitherInitializedNorMade() {
        for (ValueKind kind : List.of(
                ValueKind.ENUM, ValueKind.RECORD, ValueKind.VALUE, ValueKind.OBJECT_ARRAY, ValueKind.ENUM_SET)) {
            RecordOutput out = holderUpTo("value");
            out.putByte(kind.tag);
            out.putVarlong(0);
            out.putString("dev.odb.core.record.HostileRecordTest$Gadget");
            out.putVarlong(0);
            out.putString("x");
            out.putByte(0);
            assertThatThrownBy(() -> decode(out))
                    .isInstanceOf(SchemaMismatchException.class)
                    .hasMessageContaining("Gadget")
                    .hasMessageContaining(Holder.class.getName());
        }
        assertThat(System.getProperty("odb.test.gadget")).isNull();
    }

    @Test
    void weakReferencesAndComparators_areCheckedLikeTheRest() {
        RecordOutput weak = holderUpTo("value");
        weak.putByte(ValueKind.WEAK_REFERENCE.tag);
        weak.putVarlong(0);
        assertThatThrownBy(() -> decode(weak))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("reference 0 is not in its block");
        RecordOutput block = new RecordOutput();
        block.putByte(RecordEncoder.WEAK);
        block.putVarlong(1);
        block.putVarlong(0);
        block.putVarlong(1L << 40);
        assertThatThrownBy(() -> RecordInfo.weakReferences(block.toByteArray()))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("the count 1099511627776");
        RecordOutput comparator = holderUpTo("value");
        comparator.putByte(ValueKind.COMPARATOR.tag);
        comparator.putByte(9);
        assertThatThrownBy(() -> decode(comparator))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("unknown form 9");
    }

    /** The fields of a value get what fits them, whatever the record says. */
    @Test
    void valueOfAValueClassThatDoesNotFit_isRefused() {
        RecordOutput out = holderUpTo("value");
        out.putByte(ValueKind.VALUE.tag);
        out.putVarlong(0);
        out.putString(RecordFuzzer.Both.class.getName());
        out.putVarlong(1);
        out.putVarlong(0);
        out.putString("right");
        out.putByte(ValueKind.STRING.tag);
        out.putString("text");
        assertThatThrownBy(() -> decode(out))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("'right'");
    }

    @Test
    void unknownThings_areNamed() {
        RecordOutput flags = new RecordOutput();
        flags.putByte(2);
        assertThatThrownBy(() -> decode(flags))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("flags");
        RecordOutput id = new RecordOutput();
        id.putByte(0);
        id.putVarlong(77);
        assertThatThrownBy(() -> decode(id))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("77");
        RecordOutput tag = holderUpTo("value");
        tag.putByte(99);
        assertThatThrownBy(() -> decode(tag))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("tag 99");
        byte[] other = space.encode(new Keyed("x"));
        assertThatThrownBy(() ->
                        space.decoder.decode(other, Space.managed(new Holder()).$odb_ghost()))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining(Keyed.class.getName())
                .hasMessageContaining(Holder.class.getName());
    }

    /** A field of a collection type that holds a string: the class's cast fails, and the object is left empty. */
    @Test
    void valueOfAnotherType_namesTheFieldAndLeavesTheObjectEmpty() {
        Keyed keyed = new Keyed("x");
        StoredClass type = space.catalog.define(Keyed.class);
        RecordOutput out = new RecordOutput();
        out.putByte(0);
        out.putVarlong(type.id());
        out.putVarlong(0);
        out.putByte(ValueKind.INTEGER.tag);
        out.putZigzag(1);
        Managed ghost = Space.managed(keyed).$odb_ghost();
        assertThatThrownBy(() -> space.decoder.decode(out.toByteArray(), ghost))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("'name'")
                .hasMessageContaining(Keyed.class.getName());
    }

    private boolean decode(RecordOutput record) throws OdbException {
        return space.decoder.decode(
                record.toByteArray(), Space.managed(new Holder()).$odb_ghost());
    }

    /** A record of {@link Holder} without references and with zeros in the fields before one. */
    private RecordOutput holderUpTo(String field) {
        StoredClass type = space.catalog.define(Holder.class);
        RecordOutput out = new RecordOutput();
        out.putByte(0);
        out.putVarlong(type.id());
        out.putVarlong(0);
        for (StoredClass.StoredField each : type.fields()) {
            if (each.name().equals(field)) {
                break;
            }
            int width = each.descriptor().equals("F") ? 4 : each.descriptor().equals("D") ? 8 : 1;
            for (int i = 0; i < width; i++) {
                out.putByte(0);
            }
        }
        return out;
    }
}
