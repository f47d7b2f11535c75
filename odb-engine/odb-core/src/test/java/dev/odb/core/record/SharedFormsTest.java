package dev.odb.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.model.Note;
import dev.odb.core.model.Person;
import dev.odb.core.record.tracked.LateTargets;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What transactions share of records with long lists: found only for the very record, the same values, nothing mutable. */
class SharedFormsTest {
    private final Space space = new Space();
    private final SharedForms forms = new SharedForms(1 << 20);
    private final RecordDecoder decoder = new RecordDecoder(space.catalog, new Targets(), SharedFormsTest::load, forms);

    /** As a workspace has them: targets of long lists are made late. */
    private final class Targets implements ReferenceReader {
        @Override
        public Managed object(long oid, StoredClass type) {
            return space.object(oid, type);
        }

        @Override
        public LateTargets late(long[] oids, int[] classIds, IntFunction<StoredClass> types) {
            return new LateTargets() {
                @Override
                public Object target(int place) {
                    return space.object(oids[place], types.apply(classIds[place]));
                }

                @Override
                public int nextLoaded(int[] places, int from) {
                    return from < places.length ? from : -1;
                }
            };
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new TypeNotPresentException(name, e);
        }
    }

    private Holder holder(Object value) {
        Holder holder = new Holder();
        holder.flag = true;
        holder.tiny = 1;
        holder.small = 2;
        holder.letter = 'x';
        holder.number = 4;
        holder.big = 5;
        holder.real = 6;
        holder.precise = 7;
        holder.value = value;
        holder.other = "other";
        return holder;
    }

    private Holder decode(long oid, byte[] record) {
        Managed copy = Space.managed(new Holder()).$odb_ghost();
        copy.$odb_oid(oid);
        copy.$odb_owner(space);
        assertThat(decoder.decode(record, copy)).isFalse();
        copy.$odb_state(ObjectState.UP_TO_DATE);
        return (Holder) (Object) copy;
    }

    private SharedForm form(long oid, byte[] record) {
        return forms.find(oid, record);
    }

    private static List<Object> mixed() {
        List<Object> values = new ArrayList<>(List.of("text", 7, 7L, 'c', true));
        values.add(null);
        for (int i = 0; i < 20; i++) {
            values.add(i % 3 == 0 ? new Person("p" + i, i) : (Object) i);
        }
        return values;
    }

    @Test
    void recordOfLongList_hasFormOnceDecodedTwice() {
        List<Object> values = mixed();
        byte[] record = space.encode(holder(values));
        for (int n = 0; n < 4; n++) {
            assertThat(form(9, record) != null).isEqualTo(n >= 2);
            Holder copy = decode(9, record);
            assertThat((List<?>) copy.value).hasSameSizeAs(values);
            for (int i = 0; i < values.size(); i++) {
                assertThat(((List<?>) copy.value).get(i)).isEqualTo(values.get(i));
            }
            assertThat(copy)
                    .usingRecursiveComparison()
                    .comparingOnlyFields("flag", "tiny", "small", "letter", "number", "big", "real", "precise", "other")
                    .isEqualTo(holder(null));
        }
        assertThat(form(10, record)).as("another object").isNull();
        assertThat(form(9, record.clone())).as("another record").isNull();
    }

    @Test
    void changedList_leavesFormAlone() {
        byte[] record = space.encode(holder(mixed()));
        for (int n = 0; n < 4; n++) {
            Holder copy = decode(9, record);
            @SuppressWarnings("unchecked")
            List<Object> list = (List<Object>) copy.value;
            assertThat(list.get(0)).isEqualTo("text");
            assertThat(list.get(6)).isInstanceOf(Person.class);
            list.set(0, n);
            list.set(6, null);
            list.remove(7);
            assertThat(list.get(0)).isEqualTo(n);
            assertThat(list.get(6)).isNull();
        }
        assertThat(space.changed).hasSize(4);
    }

    @Test
    void formOfList_encodesToTheSameBytes() {
        byte[] record = space.encode(holder(mixed()));
        for (int n = 0; n < 4; n++) {
            assertThat(space.encode(decode(9, record))).isEqualTo(record);
        }
    }

    @Test
    void valuesOfOtherKinds_haveNoForm() {
        List<Object> numbers = new ArrayList<>(Collections.nCopies(20, 1));
        for (Object other : List.of(new int[] {1}, new ArrayList<>(List.of(new ArrayList<>())), Map.of("a", 1))) {
            Holder holder = holder(numbers);
            holder.other = other;
            byte[] record = space.encode(holder);
            for (int n = 0; n < 3; n++) {
                Managed copy = Space.managed(new Holder()).$odb_ghost();
                copy.$odb_oid(9);
                decoder.decode(record, copy);
                assertThat(form(9, record)).isNull();
            }
        }
    }

    @Test
    void shortLists_areNotKept() {
        byte[] record = space.encode(holder(new ArrayList<>(List.of(1, 2, 3))));
        decode(9, record);
        decode(9, record);
        assertThat(forms.bytes()).isZero();
    }

    @Test
    void sharedListBesideItself_hasNoForm() {
        List<Object> numbers = new ArrayList<>(Collections.nCopies(20, 1));
        Holder holder = holder(numbers);
        holder.other = numbers;
        byte[] record = space.encode(holder);
        for (int n = 0; n < 3; n++) {
            Holder copy = decode(9, record);
            assertThat(copy.value).isSameAs(copy.other);
        }
        assertThat(form(9, record)).isNull();
    }

    @Test
    void bound_isKept() {
        SharedForms few = new SharedForms(40_000);
        RecordDecoder bounded = new RecordDecoder(space.catalog, new Targets(), SharedFormsTest::load, few);
        for (int round = 0; round < 3; round++) {
            for (long oid = 1; oid < 200; oid++) {
                byte[] record = space.encode(holder(new ArrayList<>(Collections.nCopies(30, oid))));
                for (int n = 0; n < 3; n++) {
                    Managed copy = Space.managed(new Holder()).$odb_ghost();
                    copy.$odb_oid(oid);
                    bounded.decode(record, copy);
                }
                assertThat(few.bytes()).isBetween(0L, 40_000L);
            }
        }
        assertThat(new SharedForms(0).bytes()).isZero();
    }

    /** Each thread decodes all of the records; they share places, so that forms come and go meanwhile. */
    @Test
    void manyThreads_readWhatWasWritten() throws Exception {
        int threads = 4;
        SharedForms small = new SharedForms(30_000);
        List<byte[]> records = IntStream.range(0, 40)
                .mapToObj(i -> space.encode(holder(new ArrayList<>(Collections.nCopies(20 + i, i)))))
                .toList();
        // known before threads ask for it
        space.encode(new Note(""));
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            Callable<Void> work = () -> {
                RecordDecoder own = new RecordDecoder(space.catalog, new Targets(), SharedFormsTest::load, small);
                together.await();
                for (int n = 0; n < 20_000; n++) {
                    int i = n * 7 % records.size();
                    Managed copy = Space.managed(new Holder()).$odb_ghost();
                    copy.$odb_oid(i);
                    own.decode(records.get(i), copy);
                    copy.$odb_state(ObjectState.UP_TO_DATE);
                    List<?> list = (List<?>) ((Holder) (Object) copy).value;
                    if (list.size() != 20 + i || !list.get(list.size() - 1).equals(i)) {
                        throw new AssertionError("record " + i + " gave " + list);
                    }
                }
                return null;
            };
            for (Future<Void> done : executor.invokeAll(Collections.nCopies(threads, work))) {
                done.get();
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(small.bytes()).isBetween(0L, 30_000L);
    }
}
