package dev.odb.core;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.ContentKey;
import dev.odb.core.storage.Contents;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** All that can be seen of a storage, as text: every byte of every record, and checksums of the contents of blobs. */
final class FixtureDump {
    private final Storage storage;
    private final StringBuilder text = new StringBuilder();

    private FixtureDump(Storage storage) {
        this.storage = storage;
    }

    static String of(Storage storage) throws IOException {
        return new FixtureDump(storage).all();
    }

    private String all() throws IOException {
        line("database %s, last %d, packed %d, oids to %d"
                .formatted(storage.databaseId(), storage.lastTid(), storage.packedTid(), storage.oidEnd()));
        for (int id = 1; storage.classDescription(id) != null; id++) {
            line("class " + id + " " + hex(storage.classDescription(id)));
        }
        storage.transactions(0, Long.MAX_VALUE).forEachRemaining(transaction -> {
            line("transaction " + transaction.tid() + " of " + Tids.instant(transaction.tid())
                    + about(transaction.metadata()));
            transaction.writes().forEach(write -> {
                line(write(write));
                byte[] loaded = storage.load(write.oid(), transaction.tid()).record();
                if (!Arrays.equals(loaded, write.record())) {
                    line("  but loaded " + hex(loaded));
                }
            });
        });
        for (PreparedBranch branch : storage.prepared()) {
            Batch batch = branch.batch();
            line("branch " + branch.id() + " since " + branch.since() + about(batch.metadata()) + " checks "
                    + batch.checks());
            batch.writes().forEach(write -> line(write(write)));
        }
        contents();
        return text.toString();
    }

    private void contents() throws IOException {
        Contents contents = storage.contents();
        List<ContentKey> kept = new ArrayList<>();
        contents.forEachKept(kept::add);
        kept.sort(Comparator.comparing(key -> key.toString()));
        for (ContentKey key : kept) {
            line("kept " + key + " " + checksum(contents, key));
        }
        for (Contents.Staged staged : contents.staged()) {
            line("staged " + staged.key() + " after " + staged.floor() + " " + checksum(contents, staged.key()));
        }
    }

    private static String checksum(Contents contents, ContentKey key) throws IOException {
        try (var channel = contents.open(key)) {
            byte[] bytes = Channels.newInputStream(channel).readAllBytes();
            CRC32C crc = new CRC32C();
            crc.update(bytes, 0, bytes.length);
            return bytes.length + " bytes, " + Long.toHexString(crc.getValue());
        }
    }

    private static String about(TransactionMetadata about) {
        return " by " + about.user() + ": " + about.description() + " " + new TreeMap<>(about.properties())
                + (about.otherResources() ? " with others" : "");
    }

    private static String write(Write write) {
        return "  object " + write.oid() + " on " + write.serialSeen() + " " + hex(write.record());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
