package dev.odb.tools;

import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Storage;

/** The branches in doubt, with their metadata; {@link BranchesCommand} shows more, and decides. */
final class BranchesDump {
    private final Storage storage;

    BranchesDump(Storage storage) {
        this.storage = storage;
    }

    void run(Output out) {
        JsonWriter json = out.json();
        if (json != null) {
            json.beginArray("branches");
        }
        for (PreparedBranch branch : storage.prepared()) {
            int objects = branch.batch().writes().size();
            int checked = branch.batch().checks().size();
            if (json != null) {
                json.beginObject()
                        .field("branch", branch.id().toString())
                        .field("since", branch.since())
                        .field("user", branch.batch().metadata().user())
                        .field("description", branch.batch().metadata().description())
                        .field("objects", objects)
                        .field("verified", checked)
                        .end();
            } else {
                out.line(
                        "%s in doubt since %s, %d objects written, %d verified, %s",
                        branch.id(),
                        branch.since(),
                        objects,
                        checked,
                        TransactionDump.by(branch.batch().metadata()));
            }
        }
        if (json != null) {
            json.end();
        } else {
            storage.decidedByHand()
                    .forEach(decision -> out.line(
                            "%s %s by hand %s",
                            decision.id(), decision.committed() ? "committed" : "rolled back", decision.decided()));
        }
    }
}
