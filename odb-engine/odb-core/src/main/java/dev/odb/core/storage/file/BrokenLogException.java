package dev.odb.core.storage.file;

import java.io.IOException;

/** A write failed and what it left behind could not be removed: nothing may be appended any more. */
final class BrokenLogException extends IOException {
    private static final long serialVersionUID = 1;

    BrokenLogException(IOException failedWrite, IOException failedErasure) {
        super(failedWrite.getMessage(), failedWrite);
        addSuppressed(failedErasure);
    }
}
