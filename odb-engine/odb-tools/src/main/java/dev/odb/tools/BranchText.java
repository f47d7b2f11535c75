package dev.odb.tools;

import dev.odb.BranchInDoubt;
import dev.odb.ObjectInDoubt;
import dev.odb.Outcome;

/** How branches are shown. */
final class BranchText {
    private BranchText() {}

    static String of(Outcome outcome) {
        return switch (outcome) {
            case COMMITTED -> "committed";
            case ROLLED_BACK -> "rolled back";
            case UNKNOWN -> "in doubt";
        };
    }

    static void text(Output out, BranchInDoubt branch) {
        String node = branch.node().isEmpty() ? "" : " of node '" + branch.node() + "'";
        if (branch.outcome() != Outcome.UNKNOWN) {
            out.line(
                    "%s%s, prepared %s, %s by hand %s%s",
                    branch.id(),
                    node,
                    branch.prepared(),
                    of(branch.outcome()),
                    branch.decided(),
                    branch.tid() == 0 ? "" : " as " + Moment.describe(branch.tid()));
            return;
        }
        out.line(
                "%s%s, in doubt since %s, %d objects written, %d verified, by '%s': %s",
                branch.id(),
                node,
                branch.prepared(),
                branch.written(),
                branch.verified(),
                branch.user(),
                branch.description().isEmpty() ? "(no description)" : branch.description());
        for (ObjectInDoubt object : branch.objects()) {
            out.line(
                    "  object %d of %s, %s: %s",
                    object.oid(),
                    object.className(),
                    object.before() == 0 ? "new" : "after " + Moment.describe(object.before()),
                    object.state());
        }
        if (branch.written() > branch.objects().size()) {
            out.line("  and %d more", branch.written() - branch.objects().size());
        }
    }

    static void json(JsonWriter json, BranchInDoubt branch) {
        json.beginObject()
                .field("branch", branch.id())
                .field("node", branch.node().isEmpty() ? null : branch.node())
                .field("prepared", branch.prepared())
                .field("outcome", of(branch.outcome()))
                .field("decided", branch.decided())
                .field("tid", branch.tid())
                .field("user", branch.user())
                .field("description", branch.description())
                .field("written", branch.written())
                .field("verified", branch.verified())
                .beginArray("objects");
        for (ObjectInDoubt object : branch.objects()) {
            json.beginObject()
                    .field("oid", object.oid())
                    .field("class", object.className())
                    .field("before", object.before())
                    .fieldRaw("state", object.state())
                    .end();
        }
        json.end().end();
    }
}
