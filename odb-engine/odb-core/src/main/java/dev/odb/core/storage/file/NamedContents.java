package dev.odb.core.storage.file;

import dev.odb.core.storage.RecordInspector;
import dev.odb.core.storage.RecordInspector.NamedContent;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import java.io.IOException;
import java.util.List;

/** The contents that the records of a storage name. One thread. */
final class NamedContents {
    private final Storage storage;
    private final RecordInspector inspector;

    /**
     * What is done with them.
     *
     * @param <E> how else it may fail
     */
    @FunctionalInterface
    interface Action<E extends Exception> {
        /** Does it with the content of a blob. */
        void of(long oid, NamedContent content) throws IOException, E;
    }

    NamedContents(Storage storage, RecordInspector inspector) {
        this.storage = storage;
        this.inspector = inspector;
    }

    /** Gives those that some records name; a record without bytes names none. */
    <E extends Exception> void forEach(List<Write> writes, Action<E> action) throws IOException, E {
        for (Write write : writes) {
            byte[] record = write.record();
            NamedContent content = record.length == 0 ? null : inspector.content(record, storage::classDescription);
            if (content != null) {
                action.of(write.oid(), content);
            }
        }
    }
}
