package dev.odb.core.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.local.Held;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares what a storage knows, from a saved index or not, with what a full scan of its log gives. */
final class IndexAgreement {
    private IndexAgreement() {}

    /** Right after the storage was opened, or while nobody uses it. */
    static void check(FileStorage storage, String name) {
        OpenLog open = storage.current();
        LogState found = open.state();
        LogState scanned = scan(open.log());
        assertThat(heads(found.index)).as(name).isEqualTo(heads(scanned.index));
        assertThat(found.lastTid).as(name).isEqualTo(scanned.lastTid);
        assertThat(found.packedTid).as(name).isEqualTo(scanned.packedTid);
        assertThat(found.oidEnd).as(name).isGreaterThanOrEqualTo(scanned.oidEnd);
        assertThat(branches(found)).as(name).isEqualTo(branches(scanned));
        assertThat(found.byHand.list()).as(name).isEqualTo(scanned.byHand.list());
        assertThat(classes(found)).as(name).isEqualTo(classes(scanned));
        assertThat(marks(found)).as(name).isEqualTo(marks(scanned));
    }

    private static LogState scan(Log log) {
        try {
            return Replay.upTo(log, log.end(), false).run();
        } catch (IOException e) {
            throw new AssertionError("the log cannot be read", e);
        }
    }

    private static Map<Long, ObjectIndex.Head> heads(ObjectIndex index) {
        Map<Long, ObjectIndex.Head> heads = new TreeMap<>();
        index.forEachOid(oid -> heads.put(oid, index.head(oid)));
        return heads;
    }

    private static List<String> branches(LogState state) {
        List<String> branches = new ArrayList<>();
        for (Held<LogState.PreparedRecords> branch : state.branches.list()) {
            BranchId id = branch.id();
            branches.add(id + " at " + branch.content().batch() + ": " + Arrays.toString(branch.writes())
                    + Arrays.toString(branch.checks()) + branch.since());
        }
        return branches;
    }

    private static List<String> classes(LogState state) {
        List<String> classes = new ArrayList<>();
        for (int id = 1; id < state.classes.nextId(); id++) {
            classes.add(Arrays.toString(state.classes.description(id)));
        }
        return classes;
    }

    private static String marks(LogState state) {
        DecisionMarks.Cut cut = state.marks.cut();
        return Arrays.toString(Arrays.copyOf(cut.tids(), cut.size()))
                + Arrays.toString(Arrays.copyOf(cut.groups(), cut.size()))
                + cut.skipped();
    }
}
