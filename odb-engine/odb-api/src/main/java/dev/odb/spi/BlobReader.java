package dev.odb.spi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.function.Function;
import java.util.zip.CRC32C;

/** Reads a content from its beginning; skipping is reading. One thread. */
final class BlobReader extends InputStream {
    private final SeekableByteChannel channel;
    private final int expected;
    private final Function<String, RuntimeException> damaged;
    private final CRC32C checksum = new CRC32C();
    private final byte[] one = new byte[1];
    private boolean compared;

    BlobReader(SeekableByteChannel channel, int expected, Function<String, RuntimeException> damaged) {
        this.channel = channel;
        this.expected = expected;
        this.damaged = damaged;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        int read = channel.read(ByteBuffer.wrap(bytes, offset, count));
        if (read > 0) {
            checksum.update(bytes, offset, read);
        }
        if (!compared && channel.position() >= channel.size()) {
            compared = true;
            if ((int) checksum.getValue() != expected) {
                throw damaged.apply("its checksum is wrong");
            }
        }
        return read;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(Integer.MAX_VALUE, channel.size() - channel.position());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
