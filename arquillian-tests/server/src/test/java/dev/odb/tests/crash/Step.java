package dev.odb.tests.crash;

import static dev.odb.tests.crash.Point.AFTER_DECISION;
import static dev.odb.tests.crash.Point.AFTER_OUR_COMMIT;
import static dev.odb.tests.crash.Point.AFTER_OUR_PREPARE;
import static dev.odb.tests.crash.Point.AFTER_OUR_ROLLBACK;
import static dev.odb.tests.crash.Point.AFTER_THEIR_COMMIT;
import static dev.odb.tests.crash.Point.AFTER_THEIR_PREPARE;
import static dev.odb.tests.crash.Point.AFTER_THEIR_ROLLBACK;
import static dev.odb.tests.crash.Point.BEFORE_DECISION;
import static dev.odb.tests.crash.Point.BEFORE_OUR_COMMIT;
import static dev.odb.tests.crash.Point.BEFORE_OUR_PREPARE;
import static dev.odb.tests.crash.Point.BEFORE_OUR_ROLLBACK;
import static dev.odb.tests.crash.Point.BEFORE_THEIR_COMMIT;
import static dev.odb.tests.crash.Point.BEFORE_THEIR_PREPARE;
import static dev.odb.tests.crash.Point.BEFORE_THEIR_ROLLBACK;

/** Where the process halts: in the transaction, and for some steps once more in the recovery after that. */
enum Step {
    OUR_PREPARE_BEGINS(BEFORE_OUR_PREPARE),
    OUR_PREPARE_ENDED(AFTER_OUR_PREPARE),
    THEIR_PREPARE_BEGINS(BEFORE_THEIR_PREPARE),
    THEIR_PREPARE_ENDED(AFTER_THEIR_PREPARE),
    DECISION_BEGINS(BEFORE_DECISION),
    DECISION_ENDED(AFTER_DECISION),
    OUR_COMMIT_BEGINS(BEFORE_OUR_COMMIT),
    OUR_COMMIT_ENDED(AFTER_OUR_COMMIT),
    THEIR_COMMIT_BEGINS(BEFORE_THEIR_COMMIT),
    THEIR_COMMIT_ENDED(AFTER_THEIR_COMMIT),
    RECOVERY_OUR_COMMIT_BEGINS(AFTER_DECISION, BEFORE_OUR_COMMIT),
    RECOVERY_OUR_COMMIT_ENDED(AFTER_DECISION, AFTER_OUR_COMMIT),
    RECOVERY_THEIR_COMMIT_BEGINS(AFTER_DECISION, BEFORE_THEIR_COMMIT),
    RECOVERY_THEIR_COMMIT_ENDED(AFTER_DECISION, AFTER_THEIR_COMMIT),
    RECOVERY_OUR_ROLLBACK_BEGINS(BEFORE_DECISION, BEFORE_OUR_ROLLBACK),
    RECOVERY_OUR_ROLLBACK_ENDED(BEFORE_DECISION, AFTER_OUR_ROLLBACK),
    RECOVERY_THEIR_ROLLBACK_BEGINS(BEFORE_DECISION, BEFORE_THEIR_ROLLBACK),
    RECOVERY_THEIR_ROLLBACK_ENDED(BEFORE_DECISION, AFTER_THEIR_ROLLBACK);

    private final Point inTransaction;
    private final Point inRecovery;

    Step(Point inTransaction) {
        this(inTransaction, null);
    }

    Step(Point inTransaction, Point inRecovery) {
        this.inTransaction = inTransaction;
        this.inRecovery = inRecovery;
    }

    Point inTransaction() {
        return inTransaction;
    }

    /** Null if recovery is left alone. */
    Point inRecovery() {
        return inRecovery;
    }
}
