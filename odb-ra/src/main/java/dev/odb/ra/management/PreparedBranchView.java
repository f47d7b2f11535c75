package dev.odb.ra.management;

import dev.odb.DatabaseStatistics.Prepared;
import java.time.Duration;
import java.time.Instant;

/** A branch that is prepared and not decided, for JMX. */
public final class PreparedBranchView {
    private final Prepared branch;
    private final Instant now;

    PreparedBranchView(Prepared branch, Instant now) {
        this.branch = branch;
        this.now = now;
    }

    public String getBranch() {
        return branch.branch();
    }

    public String getSince() {
        return branch.since().toString();
    }

    public long getAgeMillis() {
        return Duration.between(branch.since(), now).toMillis();
    }
}
