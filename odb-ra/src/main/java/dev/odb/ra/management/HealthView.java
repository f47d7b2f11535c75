package dev.odb.ra.management;

import dev.odb.DatabaseHealth;
import java.time.Instant;

/** {@link DatabaseHealth} in the form that JMX can show to clients without our classes. */
public final class HealthView {
    private final DatabaseHealth health;

    HealthView(DatabaseHealth health) {
        this.health = health;
    }

    public boolean isUp() {
        return health.isUp();
    }

    public boolean isOpen() {
        return health.open();
    }

    public boolean isReadOnly() {
        return health.readOnly();
    }

    public boolean isAcceptingWrites() {
        return health.acceptingWrites();
    }

    public String getFailure() {
        return health.failure();
    }

    public int getBranchesInDoubt() {
        return health.branchesInDoubt();
    }

    /** When the oldest was prepared, or empty. */
    public String getOldestInDoubt() {
        Instant oldest = health.oldestInDoubt();
        return oldest == null ? "" : oldest.toString();
    }

    public long getBytesLeft() {
        return health.bytesLeft();
    }

    public String getWarning() {
        return health.warning();
    }
}
