package dev.odb.core.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odb.AuditChange;
import dev.odb.AuditEntry;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;

/**
 * Some transactions of the trail, in few bytes: a format byte (1), then deflated the number of entries and, of each, the distance of
 * its tid from the one before, user, description, properties, whether others took part, the transactions undone, and the number of
 * changes with, of each, the distance of its oid, kind, class name and version. Numbers have seven bits in a byte, the low ones
 * first; a text that came before is its number. {@link TrailPageReader} reads them. One thread.
 */
final class TrailPage {
    static final int FORMAT = 1;
    /** An entry that begins behind so many bytes is in the next page. */
    static final int FULL = 1 << 16;

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
}
