package dev.odb.spi;

import dev.odb.StorageFullException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Writes a draft. After an error, and when the draft was discarded, nothing is written and nothing becomes of it. */
final class BlobWriter extends OutputStream {
    private final BlobDraft draft;
    private final OutputStream file;
    private final Consumer<BlobDraft> finished;
    private final byte[] one = new byte[1];
    private boolean closed;

    BlobWriter(BlobDraft draft, OutputStream file, Consumer<BlobDraft> finished) {
        this.draft = draft;
        this.file = file;
        this.finished = finished;
    }

    @Override
    public void write(int value) throws IOException {
        one[0] = (byte) value;
        write(one, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (closed || draft.over()) {
            throw new IOException("The blob's stream is closed, or its transaction is over.");
        }
        try {
            file.write(bytes, offset, count);
        } catch (IOException e) {
            StorageFullException full = ApiMessages.blobFull(draft.file(), e);
            draft.discard();
            try {
                close();
            } catch (IOException second) {
                full.addSuppressed(second);
            }
            throw full;
        }
        draft.written(bytes, offset, count);
    }

    /** The blob has the new content from here on, unless writing has failed or the transaction is over. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        file.close();
        if (!draft.over()) {
            draft.finish();
            finished.accept(draft);
        }
    }
}
