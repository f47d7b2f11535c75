package dev.odb.core.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odb.AuditChange;
import dev.odb.AuditChange.Kind;
import dev.odb.AuditEntry;
import dev.odb.core.storage.Tids;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.InflaterInputStream;

/**
 * Reads a {@link TrailPage}, and trusts nothing in it: an application may have written it. What takes memory grows as it is read, and
 * by no great number that the page gives. One thread.
 */
final class TrailPageReader {
    private static final Kind[] KINDS = Kind.values();
    /** Of a transaction that changes a hundred million objects. */
    private static final int MOST_BYTES = 1 << 30;

    /** So many changes are made room for before they are read. */
    private static final int BELIEVED = 1 << 10;

    private final InputStream in;
    private final List<String> texts = new ArrayList<>();
    private int read;

    private TrailPageReader(InputStream in) {
        this.in = in;
    }

    /**
     * The entries of a page, at least one.
     *
     * @param last the tid of the last
     */
    static List<AuditEntry> read(byte[] page, long last) {
        if (page.length == 0 || page[0] == 0) {
            throw AuditMessages.damagedPage(last, new EOFException("it has no format"));
        }
        int format = page[0] & 0xff;
        if (format > TrailPage.FORMAT) {
            throw AuditMessages.tooNew(format, TrailPage.FORMAT);
        }
        InputStream deflated = new ByteArrayInputStream(page, 1, page.length - 1);
        try (InputStream in = new BufferedInputStream(new InflaterInputStream(deflated))) {
            return new TrailPageReader(in).entries(last);
        } catch (IOException e) {
            throw AuditMessages.damagedPage(last, e);
        }
    }

    private List<AuditEntry> entries(long last) throws IOException {
        int size = octet() << 24 | octet() << 16 | octet() << 8 | octet();
        int begin = read;
        List<AuditEntry> found = new ArrayList<>();
        long tid = 0;
        while (found.size() < size) {
            require(read - begin < TrailPage.FULL, "more entries than a page takes");
            tid = rising(tid, 1);
            found.add(entry(tid));
        }
        require(size > 0 && tid == last, "entries that end with transaction " + tid);
        require(in.read() < 0, "something behind its entries");
        return found;
    }

    private AuditEntry entry(long tid) throws IOException {
        String user = text();
        String description = text();
        Map<String, String> properties = new HashMap<>();
        for (long left = number(); left > 0; left--) {
            require(properties.put(text(), text()) == null, "a property twice");
        }
        int others = octet();
        require(others <= 1, "neither yes nor no");
        List<Long> undone = new ArrayList<>();
        for (long left = number(); left > 0; left--) {
            undone.add(number());
        }
        return new AuditEntry(
                tid,
                Tids.instant(tid),
                user,
                description,
                Map.copyOf(properties),
                others == 1,
                List.copyOf(undone),
                changes(number()));
    }

    private OidList changes(long size) throws IOException {
        Changes changes = new Changes((int) Math.min(size, BELIEVED));
        long oid = 0;
        while (changes.size < size) {
            oid = rising(oid, changes.size == 0 ? 0 : 1);
            int kind = octet();
            require(kind < KINDS.length, "a change of kind " + kind);
            changes.add(oid, kind, text(), text());
        }
        return changes;
    }

    private long rising(long before, long atLeast) throws IOException {
        long distance = number();
        require(distance >= atLeast && before + distance >= 0, "numbers in no order");
        return before + distance;
    }

    private long number() throws IOException {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
            int next = octet();
            number |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return number;
            }
        }
        throw new IOException("a number of too many bytes");
    }

    private String text() throws IOException {
        long known = number();
        require(known <= texts.size(), "a text that did not come before");
        if (known == texts.size()) {
            long length = number();
            require(length <= MOST_BYTES - read, "a text of " + length + " bytes");
            byte[] bytes = in.readNBytes((int) length);
            require(bytes.length == length, "no end");
            read += bytes.length;
            texts.add(new String(bytes, UTF_8));
        }
        return texts.get((int) known);
    }

    private int octet() throws IOException {
        int octet = in.read();
        require(octet >= 0, "no end");
        require(++read <= MOST_BYTES, "more than " + MOST_BYTES + " bytes");
        return octet;
    }

    private static void require(boolean right, String found) throws IOException {
        if (!right) {
            throw new IOException("it has " + found);
        }
    }

    private static final class Changes extends OidList {
        private int size;
        private long[] oids;
        private byte[] kinds;
        private String[] classNames;
        private String[] versions;

        Changes(int room) {
            oids = new long[room];
            kinds = new byte[room];
            classNames = new String[room];
            versions = new String[room];
        }

        void add(long oid, int kind, String className, String version) {
            if (size == oids.length) {
                int more = 2 * size;
                oids = Arrays.copyOf(oids, more);
                kinds = Arrays.copyOf(kinds, more);
                classNames = Arrays.copyOf(classNames, more);
                versions = Arrays.copyOf(versions, more);
            }
            oids[size] = oid;
            kinds[size] = (byte) kind;
            classNames[size] = className;
            versions[size++] = version;
        }

        @Override
        long oid(int index) {
            return oids[index];
        }

        @Override
        public AuditChange get(int index) {
            return new AuditChange(oids[index], classNames[index], KINDS[kinds[index]], versions[index]);
        }

        @Override
        public int size() {
            return size;
        }
    }
}
