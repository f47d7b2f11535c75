package dev.odb.ra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbConfiguration;
import java.util.Arrays;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The cells of the XA state table of the design into which a healthy database cannot be brought; {@link XaTableTest} has the
 * others. Each line: the branch's state, the call, what it answers, the state after it.
 */
class XaFailureTest {
    private final ScriptedDatabase database = new ScriptedDatabase();
    private final TestXid xid = TestXid.next();
    private OdbXAResource resource;

    @ParameterizedTest(name = "{0}: {1} -> {2}, then {3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            idle-reader   | prepare         | RDONLY      | none
            failing       | prepare         | RBROLLBACK  | none
            failing       | commit(1)       | RBROLLBACK  | none
            failing       | start(JOIN)     | ok          | active
            failing       | rollback        | ok          | none
            unknown       | commit(1)       | RMFAIL      | none
            error         | prepare         | RBROLLBACK  | none
            error         | commit(1)       | RMFAIL      | none
            none-unusable | start           | RMFAIL      | none
            prepared-full | commit          | RMFAIL      | prepared
            prepared-full | rollback        | RMFAIL      | prepared
            prepared-error| commit          | RMFAIL      | prepared
            heuristic-full| forget          | RMFAIL      | heuristic
            elsewhere     | commit          | ok          | none
            elsewhere     | rollback        | ok          | none
            elsewhere     | forget          | NOTA        | prepared
            """)
    void call_whenTheDatabaseFails_answersAndMoves(String state, String call, String answer, String next)
            throws XAException {
        bring(state);

        assertThat(answer(call)).isEqualTo(answer);
        database.failure = null;
        assertThat(state()).isEqualTo(next);
    }

    private void bring(String state) throws XAException {
        OdbConfiguration configuration = OdbConfiguration.of("odb:memory:scripted");
        resource = new OdbXAResource(
                new OpenDatabase(configuration, database, () -> null, System::nanoTime), "", Association.NONE);
        switch (state) {
            case "none-unusable" -> database.failure = new IllegalStateException("as scripted");
            case "elsewhere" -> database.prepare(Xids.id(xid));
            case "error" -> {
                answers("start", "end");
                database.failure = new OutOfMemoryError("as scripted");
            }
            case "idle-reader" -> {
                answers("start", "end");
                database.vote = dev.odb.core.Branch.Vote.READ_ONLY;
            }
            case "failing" -> {
                answers("start", "end");
                database.failure = new IllegalStateException("as scripted");
            }
            case "unknown" -> {
                answers("start", "end");
                database.failure = new dev.odb.UnknownOutcomeException("ODB-0", "as scripted");
            }
            case "prepared-full" -> {
                answers("start", "end", "prepare");
                database.failure = new dev.odb.StorageFailedException("ODB-0", "as scripted");
            }
            case "prepared-error" -> {
                answers("start", "end", "prepare");
                database.failure = new OutOfMemoryError("as scripted");
            }
            case "heuristic-full" -> {
                answers("start", "end", "prepare");
                database.commitBranch(Xids.id(xid).toString());
                database.failure = new dev.odb.StorageFailedException("ODB-0", "as scripted");
            }
            default -> throw new IllegalArgumentException(state);
        }
    }

    private void answers(String... calls) {
        assertThat(Arrays.stream(calls).map(this::answer)).containsOnly("ok");
    }

    /** What the call answers; every error must say something, and name its cause if there is one. */
    private String answer(String call) {
        try {
            return call(call) == XAResource.XA_RDONLY ? "RDONLY" : "ok";
        } catch (XAException e) {
            assertThat(e).hasMessageStartingWith("ODB-5");
            assertThat(e.getCause() == null || e.getCause() == database.failure || e.errorCode == XAException.XAER_NOTA)
                    .isTrue();
            if (database.failure != null) {
                assertThat(e).hasCause(database.failure);
            }
            return name(e.errorCode);
        }
    }

    private int call(String call) throws XAException {
        switch (call) {
            case "start" -> resource.start(xid, XAResource.TMNOFLAGS);
            case "start(JOIN)" -> resource.start(xid, XAResource.TMJOIN);
            case "start(RESUME)" -> resource.start(xid, XAResource.TMRESUME);
            case "end" -> resource.end(xid, XAResource.TMSUCCESS);
            case "end(SUSPEND)" -> resource.end(xid, XAResource.TMSUSPEND);
            case "end(FAIL)" -> resource.end(xid, XAResource.TMFAIL);
            case "prepare" -> {
                return resource.prepare(xid);
            }
            case "commit" -> resource.commit(xid, false);
            case "commit(1)" -> resource.commit(xid, true);
            case "rollback" -> resource.rollback(xid);
            case "forget" -> resource.forget(xid);
            default -> throw new IllegalArgumentException(call);
        }
        return XAResource.XA_OK;
    }

    private static String name(int code) {
        return switch (code) {
            case XAException.XAER_NOTA -> "NOTA";
            case XAException.XAER_PROTO -> "PROTO";
            case XAException.XAER_DUPID -> "DUPID";
            case XAException.XAER_RMFAIL -> "RMFAIL";
            case XAException.XA_RBROLLBACK -> "RBROLLBACK";
            default -> "code " + code;
        };
    }

    /** The branch's state as far as calls can tell; ends the branch. */
    private String state() throws XAException {
        for (Xid listed : resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN)) {
            if (listed.equals(xid)) {
                return answer("forget").equals("ok") ? "heuristic" : "prepared";
            }
        }
        return switch (answer("start(RESUME)")) {
            case "ok" -> "suspended";
            case "NOTA" -> "none";
            case "RBROLLBACK" -> "rollback-only";
            case "PROTO" -> answer("rollback").equals("PROTO") ? "active" : "idle";
            default -> "?";
        };
    }
}
