package dev.odb.core.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contents of blobs. */
interface ContentCases extends StorageCases {
    @Test
    default void content_isReadableFromStagingToDeletion() throws Exception {
        Contents contents = storage().contents();
        ContentKey key = new ContentKey(7, UUID.randomUUID());
        assertThatThrownBy(() -> contents.open(key)).isInstanceOf(NoSuchFileException.class);
        assertThat(contents.contains(key)).isFalse();
        Path draft = draft("hello");
        contents.stage(key, draft, 5);
        assertThat(contents.contains(key)).isTrue();
        assertThat(draft).doesNotExist();
        assertThat(read(contents, key)).isEqualTo("hello");
        assertThat(contents.staged()).containsExactly(new Contents.Staged(key, 5));
        assertThat(kept(contents)).isEmpty();
        contents.keep(key);
        contents.keep(key);
        assertThat(contents.contains(key)).isTrue();
        assertThat(read(contents, key)).isEqualTo("hello");
        assertThat(contents.staged()).isEmpty();
        assertThat(kept(contents)).containsExactly(key);
        contents.delete(key);
        contents.delete(key);
        assertThatThrownBy(() -> contents.open(key)).isInstanceOf(NoSuchFileException.class);
        assertThat(kept(contents)).isEmpty();
    }

    /** A transaction that was not committed gets its draft back, and can stage it again. */
    @Test
    default void unstage_givesTheFileBack() throws Exception {
        Contents contents = storage().contents();
        ContentKey key = new ContentKey(7, UUID.randomUUID());
        Path draft = draft("hello");
        for (int round = 0; round < 2; round++) {
            contents.stage(key, draft, 5);
            contents.unstage(key, draft);
            assertThat(draft).hasContent("hello");
            assertThat(contents.staged()).isEmpty();
            assertThatThrownBy(() -> contents.open(key)).isInstanceOf(NoSuchFileException.class);
        }
        contents.stage(key, draft, 5);
        contents.delete(key);
        assertThat(contents.staged()).isEmpty();
        assertThatThrownBy(() -> contents.open(key)).isInstanceOf(NoSuchFileException.class);
    }

    /** Deleting, or moving it to its place, disturbs no reader. */
    @Test
    default void openReader_survivesKeepAndDelete() throws Exception {
        Contents contents = storage().contents();
        ContentKey key = new ContentKey(1, new UUID(-1, -2));
        contents.stage(key, draft("hello"), 0);
        try (SeekableByteChannel reader = contents.open(key)) {
            contents.keep(key);
            contents.delete(key);
            assertThat(new String(Channels.newInputStream(reader).readAllBytes(), UTF_8))
                    .isEqualTo("hello");
        }
    }

    @Test
    default void interruptedThread_stagesAllTheSame() throws Exception {
        Contents contents = storage().contents();
        ContentKey key = new ContentKey(1, UUID.randomUUID());
        Path draft = draft("hello");
        Thread.currentThread().interrupt();
        contents.stage(key, draft, 0);
        contents.keep(key);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(read(contents, key)).isEqualTo("hello");
    }

    private Path draft(String text) throws IOException {
        return Files.writeString(
                storage().contents().drafts().resolve(UUID.randomUUID().toString()), text);
    }

    private static String read(Contents contents, ContentKey key) throws IOException {
        try (SeekableByteChannel channel = contents.open(key)) {
            return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
        }
    }

    private static List<ContentKey> kept(Contents contents) throws IOException {
        List<ContentKey> kept = new ArrayList<>();
        contents.forEachKept(kept::add);
        return kept;
    }
}
