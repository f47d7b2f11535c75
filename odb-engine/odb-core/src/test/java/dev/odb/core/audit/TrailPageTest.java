package dev.odb.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.AuditChange;
import dev.odb.AuditChange.Kind;
import dev.odb.AuditEntry;
import dev.odb.CorruptStorageException;
import dev.odb.StorageFormatTooNewException;
import dev.odb.core.storage.Tids;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of the trail, also damaged and made up ones. */
class TrailPageTest {
    private static final long LAST = Long.MAX_VALUE - 1;

    private static byte[] page() {
        TrailPage page = new TrailPage();
        page.add(entry(1, "anna", List.of(), 0));
        page.add(entry(1000, "bob", List.of(1L, 2L, Long.MAX_VALUE), 3000));
        page.add(entry(LAST, "anna", List.of(), 3));
        return page.encoded();
    }

    private static AuditEntry entry(long tid, String user, List<Long> undone, int size) {
        List<AuditChange> changes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            long oid = i * (Long.MAX_VALUE / 4000);
            changes.add(new AuditChange(oid, "a.Class" + i % 3, Kind.values()[i % 4], i % 2 == 0 ? "" : "spring"));
        }
        Map<String, String> properties = Map.of("key", "\u00e4\ud83d\ude00", user, "");
        return new AuditEntry(
                tid, Tids.instant(tid), user, "x".repeat(size), properties, size > 3, undone, new Given(changes));
    }

    private static final class Given extends OidList {
        private final List<AuditChange> changes;

        Given(List<AuditChange> changes) {
            this.changes = changes;
        }

        @Override
        long oid(int index) {
            return changes.get(index).oid();
        }

        @Override
        public AuditChange get(int index) {
            return changes.get(index);
        }

        @Override
        public int size() {
            return changes.size();
        }
    }

    @Test
    void page_isReadAsItWasWritten() {
        assertThat(TrailPageReader.read(page(), LAST))
                .containsExactly(
                        entry(1, "anna", List.of(), 0),
                        entry(1000, "bob", List.of(1L, 2L, Long.MAX_VALUE), 3000),
                        entry(LAST, "anna", List.of(), 3));
    }

    @Test
    void pageThatIsCutOrOfAnotherTid_isRefused() {
        byte[] page = page();
        for (int length = 0; length < page.length; length++) {
            byte[] cut = Arrays.copyOf(page, length);
            assertThatThrownBy(() -> TrailPageReader.read(cut, LAST))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(CorruptStorageException.class)
                    .hasMessageContaining("ODB-3855");
        }
        assertThatThrownBy(() -> TrailPageReader.read(page, 1000)).hasMessageContaining("ODB-3855");
    }

    @Test
    void flippedBit_isFound() {
        byte[] page = page();
        for (int i = 0; i < 8 * page.length; i++) {
            page[i / 8] ^= (byte) (1 << i % 8);
            // a bit of the deflated form may mean nothing; then all is as it was
            if (!isRefused(page)) {
                assertThat(TrailPageReader.read(page, LAST)).as("bit " + i).hasSize(3);
            }
            page[i / 8] ^= (byte) (1 << i % 8);
        }
    }

    private static boolean isRefused(byte[] page) {
        try {
            TrailPageReader.read(page, LAST);
            return false;
        } catch (CorruptStorageException | StorageFormatTooNewException e) {
            assertThat(e.code()).isIn("ODB-3850", "ODB-3855");
            return true;
        }
    }

    /** Numbers that were believed took two gigabytes at once, or were no error of ours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00000000",
                "ffffffff",
                "7fffffff",
                "00000001 00",
                "00000001 01 01",
                "00000001 01 00 ffffffffffffffff7f",
                "00000001 01 00 ffffffff07 61",
                "00000001 01 00 0161 ffffffff0f",
                "00000001 01 00 00 00 ffffffff07",
                "00000001 01 00 00 00 ffffffffffffffff7f 0161 00",
                "00000001 01 00 00 00 02 0000 0000 00 00 00",
                "00000001 01 00 00 00 00 02",
                "00000001 01 00 00 00 00 00 ffffffff07",
                "00000001 01 00 00 00 00 00 00 ffffffff07",
                "00000001 01 00 00 00 00 00 00 ffffffffffffffff7f 00 00 00",
                "00000001 01 00 00 00 00 00 00 01 00 04 00 00",
                "00000001 01 00 00 00 00 00 00 02 05 00 00 00 00 00 00 00",
                "00000001 01 00 00 00 00 00 00 02 05 00 00 00 ffffffffffffffff7f 00 00 00",
                "00000001 01 00 00 00 00 00 00 01 8080808080808080808080 00 00 00",
                "00000001 01 00 00 00 00 00 00 00 00",
                "00000001 02 00 00 00 00 00 00 00"
            })
    void madeUpPage_isRefused(String hex) throws IOException {
        assertThatThrownBy(() -> TrailPageReader.read(deflated(hex), 1))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("ODB-3855");
    }

    /** Each of the made up ones above differs from this one in what is wrong with it. */
    @Test
    void madeUpPage_isReadIfNothingIsWrong() throws IOException {
        assertThat(TrailPageReader.read(deflated("00000001 01 00 00 00 00 00 00 01 05 00 00 00"), 1))
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.changes()).containsExactly(new AuditChange(5, "", Kind.CREATED, "")));
    }

    @Test
    void moreEntriesThanAPageTakes_areRefused() throws IOException {
        String entry = "01 00 00 00 00 00 00".replace(" ", "");
        String hex = "7fffffff" + "0100000000000000" + entry.repeat(20_000);
        assertThatThrownBy(() -> TrailPageReader.read(deflated(hex), LAST))
                .hasMessageContaining("ODB-3855")
                .hasMessageContaining("more entries than a page takes");
    }

    @Test
    void randomBytes_areRefused() throws IOException {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        Random random = new Random(seed);
        byte[] good = inflated(page());
        for (int i = 0; i < 20_000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")); i++) {
            byte[] changed = good.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                changed[random.nextInt(random.nextBoolean() ? 60 : changed.length)] = (byte) random.nextInt();
            }
            byte[] page = deflated(changed);
            assertThat(isRefused(page) || !TrailPageReader.read(page, LAST).isEmpty())
                    .as("seed " + seed)
                    .isTrue();
        }
    }

    private static byte[] inflated(byte[] page) throws IOException {
        return new InflaterInputStream(new ByteArrayInputStream(page, 1, page.length - 1)).readAllBytes();
    }

    private static byte[] deflated(String hex) throws IOException {
        return deflated(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        page.write(TrailPage.FORMAT);
        try (DeflaterOutputStream out = new DeflaterOutputStream(page)) {
            out.write(bytes);
        }
        return page.toByteArray();
    }
}
