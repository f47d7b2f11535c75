package dev.odb.core.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pages of the index as bytes. */
class IndexPageTest {
    private static final long LAST_TID = Long.MAX_VALUE;

    private static byte[] encoded(long... heads) {
        ByteBuffer bytes = ByteBuffer.allocate(IndexPage.CAPACITY);
        IndexPage.encode(Arrays.copyOf(heads, 2 * ObjectIndex.PAGE_SIZE), bytes);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static long[] decoded(byte[] bytes) throws IOException {
        return IndexPage.decode(ByteBuffer.wrap(bytes));
    }

    @Test
    void whateverThereIs_comesBack() throws Exception {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int n = 0; n < 200; n++) {
            long[] heads = new long[2 * ObjectIndex.PAGE_SIZE];
            int holes = random.nextInt(4);
            int serials = random.nextInt(64);
            int positions = random.nextInt(64);
            for (int i = 0; i < heads.length - 2 * random.nextInt(ObjectIndex.PAGE_SIZE + 1); i += 2) {
                if (random.nextInt(4) >= holes) {
                    heads[i] = Math.max(1, random.nextLong() >>> 1 + serials);
                    heads[i + 1] = random.nextLong() >>> positions;
                }
            }
            assertThat(decoded(encoded(heads))).as("-Dodb.test.seed=%s", seed).isEqualTo(heads);
        }
    }

    @Test
    void extremes_comeBack() throws Exception {
        long[] heads = {1, Long.MIN_VALUE, LAST_TID, Long.MAX_VALUE, 1, Long.MIN_VALUE, 0, 0, LAST_TID, 0};
        assertThat(decoded(encoded(heads))).startsWith(heads);
        long[] longest = new long[2 * ObjectIndex.PAGE_SIZE];
        for (int i = 0; i < longest.length; i += 2) {
            longest[i] = i % 4 == 0 ? LAST_TID : 1;
            longest[i + 1] = i % 4 == 0 ? Long.MIN_VALUE : 0;
        }
        assertThat(decoded(encoded(longest))).isEqualTo(longest);
    }

    /** What makes the saved index a small part of the database. */
    @Test
    void objectsMadeTogether_takeThreeBytesEach() {
        long[] heads = new long[2 * ObjectIndex.PAGE_SIZE];
        for (int i = 0; i < ObjectIndex.PAGE_SIZE; i++) {
            heads[2 * i] = 0x1913_0000_0000_0000L;
            heads[2 * i + 1] = 1L << 40 | 200L * i;
        }
        assertThat(encoded(heads)).hasSizeLessThan(3 * ObjectIndex.PAGE_SIZE + 20);
        assertThat(encoded()).isEmpty();
    }

    @Test
    void otherBytes_areRefused() {
        byte[] whole = encoded(7, 300, 0, 0, 9, 400);
        assertThatThrownBy(() -> decoded(Arrays.copyOf(whole, whole.length - 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ends within");
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) -1);
        assertThatThrownBy(() -> decoded(endless)).hasMessageContaining("too long");
        assertThatThrownBy(() -> decoded(new byte[ObjectIndex.PAGE_SIZE + 1])).hasMessageContaining("too many");
    }
}
