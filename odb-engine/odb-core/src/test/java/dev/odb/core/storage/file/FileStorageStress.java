package dev.odb.core.storage.file;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.odb.core.storage.CommitScript;
import dev.odb.core.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The publication of commits in the file storage: index, changes, forced horizon. The disk is in memory. */
public final class FileStorageStress {
    private FileStorageStress() {}

    private static Storage storage() {
        try {
            return Small.open(new FaultyDisk());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A snapshot has all of a commit or nothing. */
    @JCStressTest
    @Outcome(
            id = {"11", "22"},
            expect = ACCEPTABLE,
            desc = "one snapshot")
    @Outcome(expect = FORBIDDEN, desc = "a part of a commit")
    @State
    public static class PublishedWhole {
        private final CommitScript script = new CommitScript(storage());

        @Actor
        public void writer() {
            script.commitBoth();
        }

        @Actor
        public void reader(I_Result result) {
            result.r1 = script.read();
        }
    }

    /** The same of a commit in two phases. */
    @JCStressTest
    @Outcome(
            id = {"11", "22"},
            expect = ACCEPTABLE,
            desc = "one snapshot")
    @Outcome(expect = FORBIDDEN, desc = "a part of a commit")
    @State
    public static class PublishedWholeInTwoPhases {
        private final CommitScript script = new CommitScript(storage());

        @Actor
        public void writer() {
            script.prepareAndCommitBoth();
        }

        @Actor
        public void reader(I_Result result) {
            result.r1 = script.read();
        }
    }

    /** A snapshot shows the same again, whatever is committed meanwhile. */
    @JCStressTest
    @Outcome(
            id = {"11", "22"},
            expect = ACCEPTABLE,
            desc = "the same twice")
    @Outcome(expect = FORBIDDEN, desc = "the snapshot moved")
    @State
    public static class SnapshotStays {
        private final CommitScript script = new CommitScript(storage());

        @Actor
        public void writer() {
            script.commitBoth();
        }

        @Actor
        public void reader(I_Result result) {
            result.r1 = script.readTwice();
        }
    }

    /** Who has a new snapshot is told of all that has changed since the last one. */
    @JCStressTest
    @Outcome(
            id = {"0", "2"},
            expect = ACCEPTABLE,
            desc = "told of all, or nothing new")
    @Outcome(expect = FORBIDDEN, desc = "a snapshot before its invalidations")
    @State
    public static class InvalidationsHandedOver {
        private final CommitScript script = new CommitScript(storage());

        @Actor
        public void writer() {
            script.commitBoth();
        }

        @Actor
        public void reader(I_Result result) {
            result.r1 = script.newSnapshot();
        }
    }

    /** Of two that write the same objects one wins. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "one wins")
    @Outcome(expect = FORBIDDEN, desc = "a lost update, or nobody wins")
    @State
    public static class OneOfTwoCommitters {
        private final CommitScript script = new CommitScript(storage());

        @Actor
        public void one(ZZ_Result result) {
            result.r1 = script.commitBoth();
        }

        @Actor
        public void other(ZZ_Result result) {
            result.r2 = script.commitBoth();
        }
    }

    /** The same of one that commits in one phase and one in two. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "one wins")
    @Outcome(expect = FORBIDDEN, desc = "a lost update, or nobody wins")
    @State
    public static class OneInEachWay {
        private final CommitScript script = new CommitScript(storage());

        @Actor
        public void one(ZZ_Result result) {
            result.r1 = script.commitBoth();
        }

        @Actor
        public void other(ZZ_Result result) {
            result.r2 = script.prepareAndCommitBoth();
        }
    }
}
