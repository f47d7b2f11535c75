package dev.odb.tests.crash;

import static dev.odb.tests.crash.Point.AFTER_DECISION;
import static dev.odb.tests.crash.Point.AFTER_OUR_COMMIT;
import static dev.odb.tests.crash.Point.AFTER_OUR_PREPARE;
import static dev.odb.tests.crash.Point.AFTER_THEIR_COMMIT;
import static dev.odb.tests.crash.Point.AFTER_THEIR_PREPARE;
import static dev.odb.tests.crash.Point.BEFORE_DECISION;
import static dev.odb.tests.crash.Point.BEFORE_OUR_COMMIT;
import static dev.odb.tests.crash.Point.BEFORE_OUR_PREPARE;
import static dev.odb.tests.crash.Point.BEFORE_THEIR_COMMIT;
import static dev.odb.tests.crash.Point.BEFORE_THEIR_PREPARE;

import java.util.List;

/** Which resource the transaction uses first; it is then prepared and committed first. */
enum Order {
    OURS_FIRST(
            "oursFirst",
            BEFORE_OUR_PREPARE,
            AFTER_OUR_PREPARE,
            BEFORE_THEIR_PREPARE,
            AFTER_THEIR_PREPARE,
            BEFORE_DECISION,
            AFTER_DECISION,
            BEFORE_OUR_COMMIT,
            AFTER_OUR_COMMIT,
            BEFORE_THEIR_COMMIT,
            AFTER_THEIR_COMMIT),
    THEIRS_FIRST(
            "theirsFirst",
            BEFORE_THEIR_PREPARE,
            AFTER_THEIR_PREPARE,
            BEFORE_OUR_PREPARE,
            AFTER_OUR_PREPARE,
            BEFORE_DECISION,
            AFTER_DECISION,
            BEFORE_THEIR_COMMIT,
            AFTER_THEIR_COMMIT,
            BEFORE_OUR_COMMIT,
            AFTER_OUR_COMMIT);

    private final String word;
    private final List<Point> points;

    Order(String word, Point... points) {
        this.word = word;
        this.points = List.of(points);
    }

    /** As the process is told. */
    String word() {
        return word;
    }

    /** Whether a transaction that comes as far as that must end committed; if not, rollback is presumed. */
    boolean commitsAt(Point point) {
        return reached(AFTER_DECISION, point);
    }

    /** Whether a transaction that comes just as far as that leaves our branch prepared and undecided. */
    boolean leavesOursInDoubtAt(Point point) {
        return reached(AFTER_OUR_PREPARE, point) && !reached(AFTER_OUR_COMMIT, point);
    }

    /** The same of their branch. */
    boolean leavesTheirsInDoubtAt(Point point) {
        return reached(AFTER_THEIR_PREPARE, point) && !reached(AFTER_THEIR_COMMIT, point);
    }

    private boolean reached(Point point, Point at) {
        return points.indexOf(point) <= points.indexOf(at);
    }
}
