package dev.odb.core.storage.local;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Invalidations are handed over with the snapshot that needs them, or it is said that they are not known. */
public final class ChangeRingStress {
    private static final int ALL = -1;

    private ChangeRingStress() {}

    /** A connection that saw the first commit asks for what came after it. */
    private static int newSnapshot(ChangeRing ring, long published) {
        long[] changed = ring.between(1, published);
        return changed == null ? ALL : changed.length;
    }

    /** There is room for both commits. */
    @JCStressTest
    @Outcome(
            id = {"0", "2"},
            expect = ACCEPTABLE,
            desc = "nothing new, or told of both")
    @Outcome(expect = FORBIDDEN, desc = "a snapshot before its invalidations")
    @State
    public static class HandedOver {
        private final ChangeRing ring = new ChangeRing(0, 100);
        private volatile long published = 1;

        /** With a first commit. */
        public HandedOver() {
            ring.add(1, new long[] {7});
        }

        @Actor
        public void writer() {
            ring.add(2, new long[] {8, 9});
            published = 2;
        }

        @Actor
        public void reader(I_Result result) {
            result.r1 = newSnapshot(ring, published);
        }
    }

    /** Two more commits push each other out; the reader is told of both, or that everything may have changed. */
    @JCStressTest
    @Outcome(
            id = {"0", "2", "4", "-1"},
            expect = ACCEPTABLE,
            desc = "nothing new, told of all there is, or to drop everything")
    @Outcome(expect = FORBIDDEN, desc = "something is missing")
    @State
    public static class PushedOut {
        private final ChangeRing ring = new ChangeRing(0, 12);
        private volatile long published = 1;

        /** With a first commit. */
        public PushedOut() {
            ring.add(1, new long[] {7});
        }

        @Actor
        public void writer() {
            ring.add(2, new long[] {8, 9});
            published = 2;
            ring.add(3, new long[] {10, 11});
            published = 3;
        }

        @Actor
        public void reader(I_Result result) {
            result.r1 = newSnapshot(ring, published);
        }
    }
}
