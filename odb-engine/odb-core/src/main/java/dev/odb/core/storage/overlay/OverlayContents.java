package dev.odb.core.storage.overlay;

import dev.odb.core.storage.ContentKey;
import dev.odb.core.storage.Contents;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The contents of both; all that come or go are those of the changes.
 *
 * @param base to read
 * @param changes where new ones stand
 */
record OverlayContents(Contents base, Contents changes) implements Contents {
    @Override
    public Path drafts() throws IOException {
        return changes.drafts();
    }

    @Override
    public void stage(ContentKey key, Path file, long floor) throws IOException {
        changes.stage(key, file, floor);
    }

    @Override
    public void unstage(ContentKey key, Path file) throws IOException {
        changes.unstage(key, file);
    }

    @Override
    public void keep(ContentKey key) throws IOException {
        changes.keep(key);
    }

    @Override
    public List<Staged> staged() {
        return changes.staged();
    }

    @Override
    public boolean contains(ContentKey key) {
        return changes.contains(key) || base.contains(key);
    }

    @Override
    public SeekableByteChannel open(ContentKey key) throws IOException {
        return changes.contains(key) || !base.contains(key) ? changes.open(key) : base.open(key);
    }

    @Override
    public void delete(ContentKey key) throws IOException {
        changes.delete(key);
    }

    /** Those of the changes: the others stay whatever names them. */
    @Override
    public void forEachKept(Consumer<ContentKey> action) throws IOException {
        changes.forEachKept(action);
    }

    @Override
    public long bytes() throws IOException {
        return changes.bytes();
    }

    @Override
    public String location(ContentKey key) {
        return changes.contains(key) || !base.contains(key) ? changes.location(key) : base.location(key);
    }
}
