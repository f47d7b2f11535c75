package dev.odb.core.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odb.AuditChange;
import dev.odb.AuditChange.Kind;
import dev.odb.AuditEntry;
import dev.odb.core.storage.Tids;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Some transactions of the trail, in few bytes: a format byte (1), then deflated the number of entries and, of each, the distance of
 * its tid from the one before, user, description, properties, whether others took part, the transactions undone, and the number of
 * changes with, of each, the distance of its oid, kind, class name and version. Numbers have seven bits in a byte, the low ones
 * first; a text that came before is its number. One thread.
 */
final class TrailPage {
    private static final int FORMAT = 1;
    private static final int FULL = 1 << 16;
    private static final Kind[] KINDS = Kind.values();

    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(entries);
    private final Map<String, Integer> texts = new HashMap<>();
    private int count;
    private long last;

    boolean isFull() {
        return entries.size() >= FULL;
    }

    /** The tid of the last entry. */
    long last() {
        return last;
    }

    void add(AuditEntry entry) {
        try {
            write(entry.tid() - last);
            last = entry.tid();
            write(entry.user());
            write(entry.description());
            write(entry.properties().size());
            for (Map.Entry<String, String> property : new TreeMap<>(entry.properties()).entrySet()) {
                write(property.getKey());
                write(property.getValue());
            }
            out.writeBoolean(entry.otherResources());
            write(entry.undone().size());
            for (long tid : entry.undone()) {
                write(tid);
            }
            write(entry.changes().size());
            long oid = 0;
            for (AuditChange change : entry.changes()) {
                write(change.oid() - oid);
                oid = change.oid();
                out.writeByte(change.kind().ordinal());
                write(change.className());
                write(change.version());
            }
            count++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(long number) throws IOException {
        long left = number;
        while (left >>> 7 != 0) {
            out.writeByte((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.writeByte((int) left);
    }

    private void write(String text) throws IOException {
        Integer known = texts.putIfAbsent(text, texts.size());
        write(known == null ? texts.size() - 1 : known);
        if (known == null) {
            byte[] bytes = text.getBytes(UTF_8);
            write(bytes.length);
            out.write(bytes);
        }
    }

    byte[] encoded() {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        page.write(FORMAT);
        try (DataOutputStream deflated = new DataOutputStream(new DeflaterOutputStream(page))) {
            deflated.writeInt(count);
            entries.writeTo(deflated);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return page.toByteArray();
    }

    static List<AuditEntry> decode(byte[] page) {
        if (page[0] != FORMAT) {
            throw AuditMessages.tooNew(page[0], FORMAT);
        }
        try (DataInputStream in =
                new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(page, 1, page.length - 1)))) {
            return new Reader(in).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Reader {
        private final DataInputStream in;
        private final List<String> texts = new ArrayList<>();

        Reader(DataInputStream in) {
            this.in = in;
        }

        List<AuditEntry> read() throws IOException {
            int size = in.readInt();
            List<AuditEntry> found = new ArrayList<>();
            long tid = 0;
            for (int i = 0; i < size; i++) {
                tid += number();
                found.add(entry(tid));
            }
            return found;
        }

        private AuditEntry entry(long tid) throws IOException {
            String user = text();
            String description = text();
            Map<String, String> properties = new HashMap<>();
            for (long left = number(); left > 0; left--) {
                properties.put(text(), text());
            }
            boolean others = in.readBoolean();
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
                    others,
                    List.copyOf(undone),
                    changes((int) number()));
        }

        private OidList changes(int size) throws IOException {
            Changes changes = new Changes(size);
            long oid = 0;
            for (int i = 0; i < size; i++) {
                oid += number();
                changes.oids[i] = oid;
                changes.kinds[i] = in.readByte();
                changes.classNames[i] = text();
                changes.versions[i] = text();
            }
            return changes;
        }

        private long number() throws IOException {
            long number = 0;
            int shift = 0;
            byte next;
            do {
                next = in.readByte();
                number |= (long) (next & 0x7f) << shift;
                shift += 7;
            } while (next < 0);
            return number;
        }

        private String text() throws IOException {
            int known = (int) number();
            if (known == texts.size()) {
                texts.add(new String(in.readNBytes((int) number()), UTF_8));
            }
            return texts.get(known);
        }
    }

    private static final class Changes extends OidList {
        private final long[] oids;
        private final byte[] kinds;
        private final String[] classNames;
        private final String[] versions;

        Changes(int size) {
            oids = new long[size];
            kinds = new byte[size];
            classNames = new String[size];
            versions = new String[size];
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
            return oids.length;
        }
    }
}
