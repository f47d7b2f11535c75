package dev.odb.tests.house;

import dev.odb.cdi.RetryOnConflict;

/** Uses another module, so that a test can show that the rule bites. */
final class ReachesDown {
    private ReachesDown() {}

    static Class<?> other() {
        return RetryOnConflict.class;
    }
}
