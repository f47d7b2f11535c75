package dev.odb.core.storage.file;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Compares saved indexes with the log that they repeat. What is wrong with one harms nothing: it is built again. One thread. */
final class IndexCheck {
    private final FileAccess files;
    private final DamagedLog damaged;
    private final Findings findings;
    private final List<Saved> saved = new ArrayList<>();

    private record Saved(String name, IndexHeader header) {}

    /** Reads the headers of those that are finished. */
    IndexCheck(FileAccess files, DamagedLog damaged, Findings findings) throws IOException {
        this.files = files;
        this.damaged = damaged;
        this.findings = findings;
        for (String name : files.list()) {
            if (IndexName.number(name) > 0) {
                readHeader(name);
            }
        }
    }

    private void readHeader(String name) throws IOException {
        try (LogFile file = new PatientFile(files.open(name, false), name, findings)) {
            byte[] bytes = read(file, 0, IndexHeader.SIZE).array();
            IndexHeader header = IndexHeader.decode(bytes);
            if (header != null) {
                saved.add(new Saved(name, header));
            } else if (!isZero(bytes)) {
                wrong(name, 0, "the header of a saved index is damaged");
            }
        }
    }

    /** Up to where the log was durable when the newest index was saved, 0 if that is not known. */
    long forced() {
        return saved.stream()
                .map(Saved::header)
                .filter(this::isOfThisLog)
                .mapToLong(IndexHeader::forced)
                .max()
                .orElse(0);
    }

    private boolean isOfThisLog(IndexHeader header) {
        return header.database().equals(damaged.database())
                && header.first() == damaged.log().first().number;
    }

    /** Everything was read: compares the rest with the newest revisions that there are. */
    void run(ObjectIndex newest) throws IOException {
        for (Saved each : saved) {
            if (isOfThisLog(each.header())) {
                try (LogFile file = new PatientFile(files.open(each.name(), false), each.name(), findings)) {
                    check(each, file, newest);
                }
            } else {
                wrong(each.name(), 0, "a saved index is of another log");
            }
        }
    }

    private void check(Saved each, LogFile file, ObjectIndex newest) throws IOException {
        IndexHeader header = each.header();
        if (header.stateLength() < 0 || header.stateAt() + header.stateLength() != file.size()) {
            wrong(each.name(), 0, "a saved index has another length than it says");
            return;
        }
        ByteBuffer bytes = read(file, header.stateAt(), header.stateLength());
        if (Format.checksum(bytes.array(), 0, bytes.limit()) != header.stateChecksum()) {
            wrong(each.name(), header.stateAt(), "the state in a saved index is damaged");
            return;
        }
        try {
            IndexDirectory pages = IndexState.decode(bytes.array(), header.position(), header.version())
                    .directory();
            for (long number : pages.numbers()) {
                int place = pages.find(number);
                ByteBuffer page = read(file, pages.offset(place), pages.length(place));
                if (Format.checksum(page.array(), 0, page.limit()) != pages.checksum(place)) {
                    wrong(each.name(), pages.offset(place), "a page of a saved index is damaged");
                } else if (!findings.damage()) {
                    compare(each, pages.offset(place), number * ObjectIndex.PAGE_SIZE, page, newest);
                }
            }
        } catch (BufferUnderflowException e) {
            wrong(each.name(), header.stateAt(), "the state in a saved index is none");
        }
    }

    /** What was saved is as new as the log, or the log has a newer revision behind the index's position. */
    private void compare(Saved each, long offset, long firstOid, ByteBuffer page, ObjectIndex newest) {
        long[] heads;
        try {
            heads = IndexPage.decode(page);
        } catch (IOException e) {
            wrong(each.name(), offset, "a page of a saved index is none: " + e.getMessage());
            return;
        }
        for (int slot = 0; slot < ObjectIndex.PAGE_SIZE; slot++) {
            long oid = firstOid + slot;
            boolean same = newest.serial(oid) == heads[2 * slot] && newest.position(oid) == heads[2 * slot + 1];
            if (!same && newest.position(oid) < each.header().position()) {
                wrong(each.name(), offset, "a saved index says something else of object " + oid + " than the log");
                return;
            }
        }
    }

    private void wrong(String name, long offset, String what) {
        findings.add(FindingMessages.savedIndex(name, offset, what));
    }

    private static ByteBuffer read(LogFile file, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, offset + bytes.position()) >= 0) {
            // until all of it was read or the file ends
        }
        return bytes.flip();
    }

    private static boolean isZero(byte[] bytes) {
        for (byte each : bytes) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }
}
