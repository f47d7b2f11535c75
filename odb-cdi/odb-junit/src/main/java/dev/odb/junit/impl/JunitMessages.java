package dev.odb.junit.impl;

import dev.odb.OdbException;
import dev.odb.junit.CrashPoint;
import java.lang.reflect.Parameter;
import java.util.Collection;
import org.opentest4j.AssertionFailedError;

/** The messages of odb-junit, ODB-8900 to ODB-8949. */
final class JunitMessages {
    private JunitMessages() {}

    static OdbException notAlone(String running, String asked) {
        return new OdbException(
                "ODB-8900",
                "The databases of " + running + " are still open, so those of " + asked
                        + " cannot be: injected roots find them by name in the process. Put @OdbTest on classes, and do"
                        + " not run one of them within another.");
    }

    static OdbException noAnnotation(Class<?> testClass) {
        return new OdbException(
                "ODB-8901",
                testClass.getName() + " has no @OdbTest, nor has a class around it. Use @OdbTest instead of"
                        + " @ExtendWith(OdbTestExtension.class).");
    }

    static AssertionFailedError transactionLeft(String test, String status) {
        return new AssertionFailedError(
                "ODB-8902: The test " + test + " has left its thread in a transaction (" + status
                        + "), which was rolled back now. End it in the test, also when that fails: Transactions.inTransaction"
                        + " does.");
    }

    static AssertionFailedError transactionsLeft(String test, Collection<String> threads, Throwable begun) {
        return new AssertionFailedError(
                "ODB-8903: At the end of the test " + test + " transactions are open on a database that were begun on "
                        + String.join(", ", threads) + ". Wait for other threads at the end of the test; the cause is"
                        + " where one of the transactions used the database first.",
                begun);
    }

    static AssertionFailedError conflictsMissing(String test, int raised, int asked, String what, int commits) {
        return new AssertionFailedError("ODB-8904: The test " + test + " asked for " + asked + " conflicts on " + what
                + ", and " + raised + " came: " + commits + " commits had changed such an object. Only stored objects"
                + " whose class cannot merge lose conflicts. Correct the test, or what it calls.");
    }

    static OdbException noTransactionHere() {
        return new OdbException(
                "ODB-8905",
                "Conflicts.raiseHere() was called outside a transaction. Call it within the one that is to lose.");
    }

    static OdbException notOnDisk() {
        return new OdbException(
                "ODB-8906",
                "Nothing survives a crash of databases in memory. Add files = true to the @OdbTest of this class.");
    }

    static OdbException crashInTransaction() {
        return new OdbException(
                "ODB-8907",
                "Crashes.crash() was called within a transaction. Let the call that it is given begin the transaction.");
    }

    static AssertionFailedError pointNotReached(CrashPoint point) {
        return new AssertionFailedError("ODB-8908: The call has ended without getting to " + point
                + ". Does it change a persistent object, in a transaction that it commits itself?");
    }

    static OdbException crashed(CrashPoint point) {
        return new OdbException("ODB-8909", "The database has crashed at " + point + ", as the test wanted.");
    }

    static AssertionFailedError inDoubt(int branches) {
        return new AssertionFailedError("ODB-8910: After recovery " + branches
                + " branches are still in doubt. The log says why their transaction was not recovered; is another"
                + " transaction manager at work in it?");
    }

    static OdbException rolledBack(Exception cause) {
        return new OdbException(
                "ODB-8911",
                "The transaction of the test was not committed: " + cause.getMessage()
                        + ". Look at the causes and suppressed exceptions of this one.",
                cause);
    }

    static IllegalArgumentException tooFewConflicts(int commits) {
        return new IllegalArgumentException(
                "ODB-8912: " + commits + " conflicts were asked for; ask for one at least, or leave it out.");
    }

    static OdbException filesFailed(Exception cause) {
        return new OdbException(
                "ODB-8913",
                "The temporary files of the test's databases cannot be written or removed: " + cause
                        + ". Is there room in java.io.tmpdir, and the right to write?",
                cause);
    }

    static OdbException noDatabases(Class<?> testClass) {
        return new OdbException(
                "ODB-8914",
                "The @OdbTest of " + testClass.getName()
                        + " names no database, an empty name, or one twice. Give each a name of its own.");
    }

    static OdbException transactionManager(Exception cause) {
        return new OdbException(
                "ODB-8915", "The transaction manager refuses what a test needs: " + cause.getMessage(), cause);
    }

    static OdbException notOpened(Exception cause) {
        return new OdbException("ODB-8916", "The databases of the test cannot be opened: " + cause.getMessage(), cause);
    }

    static OdbException noBean(Parameter parameter) {
        return new OdbException(
                "ODB-8917",
                "There is no bean for the parameter " + parameter + " of "
                        + parameter.getDeclaringExecutable() + ". Name its class, or the one with its producer, in"
                        + " @OdbTest(classes = ...), or correct its qualifiers.");
    }
}
