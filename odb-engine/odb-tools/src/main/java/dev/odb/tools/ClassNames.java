package dev.odb.tools;

import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.Storage;

/** The classes of records. */
final class ClassNames {
    /** Of a record without bytes, which says that its object is there no more. */
    private static final String GONE = "(removed)";

    private final ClassCatalog catalog;

    ClassNames(Storage storage) {
        catalog = new ClassCatalog(storage);
    }

    String of(byte[] record) {
        return record.length == 0
                ? GONE
                : catalog.get(RecordInfo.classId(record)).name();
    }
}
