package dev.odb.core.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reading records without the application's classes. */
public final class RecordInfo {
    private RecordInfo() {}

    /**
     * The class it was written by.
     *
     * @throws dev.odb.CorruptStorageException if the record is damaged; so do the others
     */
    public static int classId(byte[] record) {
        RecordInput in = new RecordInput(record, "record");
        flags(in);
        return in.readVarint();
    }

    /** The oids it refers to strongly, each once, in the order of their first use. */
    public static long[] references(byte[] record) {
        RecordInput in = new RecordInput(record, "record");
        flags(in);
        in.readVarint();
        return StoredReferences.read(in).oids;
    }

    /** The oids it refers to weakly, each once; one that it also refers to strongly is among {@link #references} too. */
    public static long[] weakReferences(byte[] record) {
        RecordInput in = new RecordInput(record, "record");
        int flags = flags(in);
        in.readVarint();
        StoredReferences.read(in);
        return StoredReferences.readWeak(in, flags).oids;
    }

    /** The class ids under which it refers strongly to other objects, by oid. */
    public static Map<Long, Integer> classIdsByReference(byte[] record) {
        RecordInput in = new RecordInput(record, "record");
        flags(in);
        in.readVarint();
        StoredReferences references = StoredReferences.read(in);
        Map<Long, Integer> ids = new HashMap<>();
        for (int i = 0; i < references.oids.length; i++) {
            ids.put(references.oids[i], references.classIds[i]);
        }
        return ids;
    }

    /** The ids of all classes it names: its own and those of its references. */
    public static int[] classIds(byte[] record) {
        RecordInput in = new RecordInput(record, "record");
        int flags = flags(in);
        IntStream own = IntStream.of(in.readVarint());
        IntStream strong = IntStream.of(StoredReferences.read(in).classIds);
        IntStream weak = IntStream.of(StoredReferences.readWeak(in, flags).classIds);
        return IntStream.concat(own, IntStream.concat(strong, weak)).distinct().toArray();
    }

    /**
     * The record as one JSON object: {@code $class}, then the fields by name. References are {@code {"$ref": oid,
     * "$class": name}}, weak ones {@code {"$weak": oid, "$class": name}}; a mutable value that stands there a second time
     * is {@code {"$same": n}}, the n-th value of the record that can be shared, from 0.
     */
    public static String json(byte[] record, ClassCatalog catalog) {
        return new RecordJson(record, catalog).render();
    }

    /** The names of the fields that differ between two records of an object, in the order of the second one's class. */
    public static List<String> changedFields(byte[] before, byte[] after, ClassCatalog catalog) {
        Map<String, String> old = new RecordJson(before, catalog).fields();
        Map<String, String> now = new RecordJson(after, catalog).fields();
        List<String> changed = new ArrayList<>();
        now.forEach((field, value) -> {
            if (!value.equals(old.get(field))) {
                changed.add(field);
            }
        });
        old.keySet().stream().filter(field -> !now.containsKey(field)).forEach(changed::add);
        return changed;
    }

    /** The record from where the values begin. */
    static RecordInput values(byte[] record) {
        RecordInput in = new RecordInput(record, "record");
        int flags = flags(in);
        in.readVarint();
        StoredReferences.read(in);
        StoredReferences.readWeak(in, flags);
        return in;
    }

    static int flags(RecordInput in) {
        byte flags = in.readByte();
        if ((flags & ~RecordEncoder.WEAK) != 0) {
            throw in.corrupt("it has unknown flags " + flags);
        }
        return flags;
    }
}
