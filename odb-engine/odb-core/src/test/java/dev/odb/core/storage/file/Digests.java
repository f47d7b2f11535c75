package dev.odb.core.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Storage;
import java.util.ArrayList;
import java.util.List;

/** What can be seen of a storage, as lines to compare. */
final class Digests {
    private Digests() {}

    /** The committed transactions up to a tid. */
    static List<String> transactions(Storage storage, long upTo) {
        List<String> lines = new ArrayList<>();
        storage.transactions(1, upTo).forEachRemaining((CommittedTransaction each) -> {
            lines.add("transaction " + each.tid() + " " + each.metadata());
            each.writes()
                    .forEach(write -> lines.add("  " + write.oid() + " on " + write.serialSeen() + ": "
                            + new String(write.record(), UTF_8)));
        });
        return lines;
    }

    /** All committed transactions. */
    static List<String> transactions(Storage storage) {
        return transactions(storage, storage.lastTid());
    }

    /** The undecided branches. */
    static List<String> branches(Storage storage) {
        List<String> lines = new ArrayList<>();
        for (PreparedBranch branch : storage.prepared()) {
            lines.add(branch.id() + " since " + branch.since());
            branch.batch()
                    .writes()
                    .forEach(write -> lines.add("  " + write.oid() + ": " + new String(write.record(), UTF_8)));
        }
        return lines;
    }
}
