package dev.odb.core.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.odb.core.storage.local.ChangeRing;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A snapshot is published before its invalidations can be asked for: what the stress tests must notice. */
@JCStressTest
@Outcome(
        id = {"0", "2"},
        expect = ACCEPTABLE,
        desc = "nothing new, or told of both")
@Outcome(expect = FORBIDDEN, desc = "a snapshot before its invalidations")
@State
public class PlantedStress {
    private final ChangeRing ring = new ChangeRing(0, 100);
    private volatile long published = 1;

    /** With a first commit. */
    public PlantedStress() {
        ring.add(1, new long[] {7});
    }

    @Actor
    public void writer() {
        published = 2;
        Thread.yield();
        ring.add(2, new long[] {8, 9});
    }

    @Actor
    public void reader(I_Result result) {
        long now = published;
        result.r1 = now == 1 ? 0 : ring.between(1, now).length == 2 ? 2 : 1;
    }
}
