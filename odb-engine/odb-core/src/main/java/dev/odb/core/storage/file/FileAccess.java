package dev.odb.core.storage.file;

import dev.odb.core.storage.Contents;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * All that the file storage does to its folder, so that tests can stand a faulty disk in for it. Names are plain file
 * names in that one folder.
 *
 * <p>What a crash does: a file created or deleted may be there or not until {@link #forceFolder}; every byte written may
 * be on the disk or not, in any order, until {@link LogFile#force}.
 */
interface FileAccess extends Closeable {
    /** Where it is, for messages. */
    String location();

    /** The names of the files there are, in no order. */
    List<String> list() throws IOException;

    /** Opens an existing file. */
    LogFile open(String name, boolean write) throws IOException;

    /** Creates a file, empty even if there was one, for this process's owner only. */
    LogFile create(String name) throws IOException;

    /** Removes a file if it is there. */
    void delete(String name) throws IOException;

    /** The contents of blobs, which have files of their own in a folder inside this one. */
    Contents contents(boolean readOnly) throws IOException;

    /** How many bytes more there is room for, -1 if it cannot tell. */
    default long room() {
        return -1;
    }

    /** Makes creations and deletions durable. */
    void forceFolder() throws IOException;
}
