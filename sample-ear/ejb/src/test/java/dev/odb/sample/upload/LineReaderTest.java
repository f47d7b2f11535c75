package dev.odb.sample.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void lines_areNumberedAndLoseTheirEnds() throws Exception {
        LineReader reader = reader("one\r\ntwo\n\nfour");
        assertThat(reader.next().text()).isEqualTo("one");
        assertThat(reader.next().text()).isEqualTo("two");
        assertThatThrownBy(() -> reader.next().text())
                .isInstanceOf(BadLineException.class)
                .hasMessageContaining("empty");
        Line last = reader.next();
        assertThat(last.text()).isEqualTo("four");
        assertThat(last.number()).isEqualTo(4);
        assertThat(reader.next()).isNull();
        assertThat(reader.position()).isEqualTo(14);
    }

    @Test
    void lineAcrossManyReads_isOne() throws Exception {
        LineReader reader = new LineReader(oneByteAtATime("über\nx\n"));
        assertThat(reader.next().text()).isEqualTo("über");
        assertThat(reader.next().text()).isEqualTo("x");
        assertThat(reader.hasNext()).isFalse();
    }

    @Test
    void longestLine_isTakenAndOneByteMoreIsReported() throws Exception {
        String longest = "x".repeat(LineReader.LONGEST);
        LineReader reader = reader(longest + "\r\n" + longest + "y\nnext\n");
        assertThat(reader.next().text()).hasSize(LineReader.LONGEST);
        assertThatThrownBy(() -> reader.next().text())
                .isInstanceOf(BadLineException.class)
                .hasMessageContaining(Integer.toString(LineReader.LONGEST + 1));
        assertThat(reader.next().text()).isEqualTo("next");
    }

    /** The real world sends anything: more than the heap is passed over as one line. */
    @Test
    void endlessLine_isPassedOverWithoutBeingHeld() throws Exception {
        long length = 1_200L << 20;
        LineReader reader = new LineReader(new Endless(length));
        Line line = reader.next();
        assertThat(line.bytes()).isNull();
        assertThat(line.length()).isEqualTo(length);
        assertThat(reader.next()).isNull();
    }

    @Test
    void bytesThatAreNotUtf8_areReported() throws Exception {
        LineReader reader = new LineReader(new ByteArrayInputStream(new byte[] {(byte) 0xC3, '\n'}));
        Line line = reader.next();
        assertThatThrownBy(line::text).isInstanceOf(BadLineException.class).hasMessageContaining("UTF-8");
    }

    @Test
    void readerThatSkipped_goesOnWithTheSameDigest() throws Exception {
        LineReader first = reader("one\ntwo\nthree\n");
        first.next();
        first.next();
        LineReader second = reader("one\ntwo\nthree\n");
        second.skip(first.position(), first.lines());
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(second.next().number()).isEqualTo(3);
        assertThat(reader("one\nTWO\n").digest()).isNotEqualTo(first.digest());
    }

    @Test
    void skippingPastTheEnd_saysSo() {
        assertThatThrownBy(() -> reader("one\n").skip(100, 9)).isInstanceOf(EOFException.class);
    }

    private static LineReader reader(String text) {
        return new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static InputStream oneByteAtATime(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(1, length));
            }
        };
    }

    /** More than fits into the test's memory. */
    private static final class Endless extends InputStream {
        private long left;

        Endless(long length) {
            left = length;
        }

        @Override
        public int read() throws IOException {
            throw new IOException("read one byte at a time");
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            Arrays.fill(into, offset, offset + count, (byte) 'x');
            left -= count;
            return count;
        }
    }
}
