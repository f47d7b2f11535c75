package dev.odb.ra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbConfiguration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every cell of the XA state table of the design, call by call against the XAResource. Each line: the branch's state, the
 * call, what it answers, the state after it.
 */
class XaTableTest {
    private static final int TIMEOUT = 5;

    private final AtomicLong nanos = new AtomicLong();
    private final ScriptedDatabase database = new ScriptedDatabase();
    private final TestXid xid = TestXid.next();
    private OdbXAResource resource;

    @ParameterizedTest(name = "{0}: {1} -> {2}, then {3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            none          | start           | ok          | active
            none          | start(JOIN)     | NOTA        | none
            none          | start(RESUME)   | NOTA        | none
            none          | end             | NOTA        | none
            none          | end(SUSPEND)    | NOTA        | none
            none          | end(FAIL)       | NOTA        | none
            none          | prepare         | NOTA        | none
            none          | commit          | NOTA        | none
            none          | commit(1)       | NOTA        | none
            none          | rollback        | NOTA        | none
            none          | forget          | NOTA        | none
            active        | start           | DUPID       | active
            active        | start(JOIN)     | ok          | active
            active        | start(RESUME)   | PROTO       | active
            active        | end             | ok          | idle
            active        | end(SUSPEND)    | ok          | suspended
            active        | end(FAIL)       | ok          | rollback-only
            active        | prepare         | PROTO       | active
            active        | commit          | PROTO       | active
            active        | commit(1)       | PROTO       | active
            active        | rollback        | PROTO       | active
            active        | forget          | NOTA        | active
            suspended     | start           | DUPID       | suspended
            suspended     | start(JOIN)     | PROTO       | suspended
            suspended     | start(RESUME)   | ok          | active
            suspended     | end             | ok          | idle
            suspended     | end(SUSPEND)    | PROTO       | suspended
            suspended     | end(FAIL)       | ok          | rollback-only
            suspended     | prepare         | PROTO       | suspended
            suspended     | commit          | PROTO       | suspended
            suspended     | commit(1)       | PROTO       | suspended
            suspended     | rollback        | ok          | none
            suspended     | forget          | NOTA        | suspended
            idle          | start           | DUPID       | idle
            idle          | start(JOIN)     | ok          | active
            idle          | start(RESUME)   | PROTO       | idle
            idle          | end             | ok          | idle
            idle          | end(SUSPEND)    | ok          | idle
            idle          | end(FAIL)       | ok          | rollback-only
            idle          | prepare         | ok          | prepared
            idle          | commit          | PROTO       | idle
            idle          | commit(1)       | ok          | none
            idle          | rollback        | ok          | none
            idle          | forget          | NOTA        | idle
            idle-reader   | prepare         | RDONLY      | none
            failing       | prepare         | RBROLLBACK  | none
            failing       | commit(1)       | RBROLLBACK  | none
            unknown       | commit(1)       | RMFAIL      | none
            rollback-only | start           | RBROLLBACK  | rollback-only
            rollback-only | start(JOIN)     | RBROLLBACK  | rollback-only
            rollback-only | start(RESUME)   | RBROLLBACK  | rollback-only
            rollback-only | end             | ok          | rollback-only
            rollback-only | end(SUSPEND)    | ok          | rollback-only
            rollback-only | end(FAIL)       | ok          | rollback-only
            rollback-only | prepare         | RBROLLBACK  | none
            rollback-only | commit          | RBROLLBACK  | none
            rollback-only | commit(1)       | RBROLLBACK  | none
            rollback-only | rollback        | ok          | none
            rollback-only | forget          | NOTA        | rollback-only
            timed-out     | start(JOIN)     | RBROLLBACK  | rollback-only
            timed-out     | end             | ok          | rollback-only
            timed-out     | prepare         | RBROLLBACK  | none
            timed-out     | commit(1)       | RBROLLBACK  | none
            timed-out     | rollback        | ok          | none
            prepared      | start           | DUPID       | prepared
            prepared      | start(JOIN)     | DUPID       | prepared
            prepared      | start(RESUME)   | DUPID       | prepared
            prepared      | end             | PROTO       | prepared
            prepared      | end(SUSPEND)    | PROTO       | prepared
            prepared      | end(FAIL)       | PROTO       | prepared
            prepared      | prepare         | PROTO       | prepared
            prepared      | commit          | ok          | none
            prepared      | commit(1)       | PROTO       | prepared
            prepared      | rollback        | ok          | none
            prepared      | forget          | NOTA        | prepared
            prepared-full | commit          | RMFAIL      | prepared
            prepared-full | rollback        | RMFAIL      | prepared
            restarted     | start           | DUPID       | prepared
            restarted     | end             | PROTO       | prepared
            restarted     | prepare         | PROTO       | prepared
            restarted     | commit          | ok          | none
            restarted     | commit(1)       | PROTO       | prepared
            restarted     | rollback        | ok          | none
            decided       | commit          | NOTA        | none
            decided       | rollback        | NOTA        | none
            elsewhere     | commit          | ok          | none
            elsewhere     | rollback        | ok          | none
            """)
    void call_inState_answersAndMoves(String state, String call, String answer, String next) throws XAException {
        bring(state);

        assertThat(answer(call)).isEqualTo(answer);
        database.failure = null;
        assertThat(state()).isEqualTo(next);
    }

    private void bring(String state) throws XAException {
        if (state.equals("restarted")) {
            database.prepare(Xids.id(xid));
        }
        OdbConfiguration configuration = OdbConfiguration.of("odb:memory:scripted");
        resource = new OdbXAResource(
                new OpenDatabase(configuration, database, () -> null, nanos::get), "", Association.NONE);
        resource.setTransactionTimeout(TIMEOUT);
        switch (state) {
            case "none", "restarted" -> {}
            case "elsewhere" -> database.prepare(Xids.id(xid));
            case "active" -> answer("start");
            case "suspended" -> answers("start", "end(SUSPEND)");
            case "idle" -> answers("start", "end");
            case "rollback-only" -> answers("start", "end(FAIL)");
            case "prepared" -> answers("start", "end", "prepare");
            case "decided" -> answers("start", "end", "prepare", "commit");
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
            case "timed-out" -> {
                answer("start");
                nanos.addAndGet(TIMEOUT * 1_000_000_000L + 1);
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
            assertThat(e).hasMessageStartingWith("ODB-50");
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
                return "prepared";
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
