package dev.odb.core.record;

import dev.odb.core.storage.RecordInspector;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** What records say, for those who check or repair a storage. For one database; any thread. */
public final class StoredRecords implements RecordInspector {
    private final Map<Integer, StoredClass> classes = new ConcurrentHashMap<>();

    @Override
    public long[] references(byte[] record) {
        return RecordInfo.references(record);
    }

    @Override
    public int[] classIds(byte[] record) {
        return RecordInfo.classIds(record);
    }

    @Override
    public void requireReadable(int classId, byte[] description) {
        ClassDescription.decode(classId, description);
    }

    @Override
    public NamedContent content(byte[] record, IntFunction<byte[]> descriptions) {
        int id = RecordInfo.classId(record);
        StoredClass type = classes.get(id);
        if (type == null) {
            byte[] description = descriptions.apply(id);
            if (description == null) {
                throw RecordMessages.unknownClass(id);
            }
            type = ClassDescription.decode(id, description);
            classes.put(id, type);
        }
        BlobRecords.Content content = BlobRecords.content(type, record);
        return content == null ? null : new NamedContent(content.id(), content.length(), content.checksum());
    }
}
