package dev.odb.sample.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkReaderTest {
    private static final String GOOD = "{\"key\":\"A-%d\",\"type\":\"Bug\",\"title\":\"t\"}";

    @Test
    void badLines_areReportedAndTheRestGoesOn() throws Exception {
        String file = GOOD.formatted(1) + "\n{broken\n\n{\"long\":\"" + "x".repeat(5_000_000) + "\"}\n"
                + GOOD.formatted(2) + "\n";
        List<Chunk> chunks = chunks(file, bytes(file).length);
        assertThat(chunks.stream().flatMap(c -> c.messages().stream()))
                .extracting(Chunk.Message::line)
                .containsExactly(1L, 5L);
        assertThat(chunks.stream().flatMap(c -> c.problems().keySet().stream())).containsExactly(2L, 3L, 4L);
        assertThat(chunks.get(chunks.size() - 1).isLast()).isTrue();
    }

    @Test
    void chunks_haveAtMostFiftyMessagesAndFollowEachOther() throws Exception {
        StringBuilder file = new StringBuilder();
        for (int number = 1; number <= 120; number++) {
            file.append(GOOD.formatted(number)).append('\n');
        }
        List<Chunk> chunks = chunks(file.toString(), file.length());
        assertThat(chunks).extracting(c -> c.messages().size()).containsExactly(50, 50, 20);
        assertThat(chunks).extracting(Chunk::isLast).containsExactly(false, false, true);
        assertThat(chunks.get(1).start()).isEqualTo(chunks.get(0).position());
        assertThat(chunks.get(2).position()).isEqualTo(file.length());
    }

    @Test
    void fileThatBreaksOff_doesNotGiveItsTornLine() {
        String file = GOOD.formatted(1) + "\n" + GOOD.formatted(2);
        assertThatThrownBy(() -> chunks(file, bytes(file).length + 10))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("goes on where it stopped");
    }

    @Test
    void lastLineWithoutItsEnd_isTakenIfTheFileIsWhole() throws Exception {
        String file = GOOD.formatted(1) + "\n" + GOOD.formatted(2);
        assertThat(chunks(file, bytes(file).length).get(0).messages()).hasSize(2);
        assertThat(chunks(file, -1).get(0).messages()).hasSize(2);
    }

    @Test
    void emptyFile_isOneEmptyLastChunk() throws Exception {
        List<Chunk> chunks = chunks("", 0);
        assertThat(chunks).hasSize(1);
        assertThat(chunks.get(0).messages()).isEmpty();
        assertThat(chunks.get(0).isLast()).isTrue();
    }

    private static List<Chunk> chunks(String file, long length) throws Exception {
        ChunkReader reader = new ChunkReader(new LineReader(new ByteArrayInputStream(bytes(file))), length);
        List<Chunk> chunks = new ArrayList<>();
        do {
            chunks.add(reader.next());
        } while (!chunks.get(chunks.size() - 1).isLast());
        return chunks;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
