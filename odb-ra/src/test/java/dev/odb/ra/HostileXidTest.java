package dev.odb.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a careless transaction manager may hand to the XAResource. */
class HostileXidTest {
    private final XaDatabase database = XaDatabase.open(XaDatabase.memory());

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @MethodSource("dev.odb.ra.XidsTest#hostile")
    void badXid_isInvalidInEveryCall(Xid xid) throws XAException {
        XAResource resource = database.resource;
        List<Call> calls = List.of(
                () -> resource.start(xid, XAResource.TMNOFLAGS),
                () -> resource.start(xid, XAResource.TMJOIN),
                () -> resource.end(xid, XAResource.TMSUCCESS),
                () -> resource.prepare(xid),
                () -> resource.commit(xid, false),
                () -> resource.commit(xid, true),
                () -> resource.rollback(xid),
                () -> resource.forget(xid));
        for (Call call : calls) {
            XAException refused = catchThrowableOfType(XAException.class, call::make);
            assertThat(refused.errorCode).isEqualTo(XAException.XAER_INVAL);
            assertThat(refused).hasMessageStartingWith("ODB-5054");
        }
        assertThat(resource.recover(XAResource.TMSTARTRSCAN)).isEmpty();
    }

    static Stream<TestXid> extreme() {
        byte[] high = new byte[64];
        Arrays.fill(high, (byte) 0xff);
        return Stream.of(
                new TestXid(0, new byte[1], new byte[0]),
                new TestXid(1, new byte[64], new byte[64]),
                new TestXid(Integer.MAX_VALUE, high, high),
                new TestXid(Integer.MIN_VALUE, high, new byte[0]),
                new TestXid(-2, new byte[] {0}, new byte[] {0}));
    }

    @ParameterizedTest
    @MethodSource("extreme")
    void extremeXid_goesAllTheWay(TestXid xid) throws XAException {
        database.prepare(xid, 1);
        assertThat(database.resource.recover(XAResource.TMSTARTRSCAN)).hasSize(1);
        assertThat(database.listed(xid)).isTrue();
        assertThat(database.engine.branchesInDoubt(0).get(0).id()).isEqualTo(XaDatabase.id(xid));
        database.engine.commitBranch(XaDatabase.id(xid));
        database.resource.forget(xid);
        assertThat(database.balance()).isEqualTo(101);
    }

    /** Only the qualifier, the format or the length differs. */
    @Test
    void similarXids_areDifferentBranches() throws XAException {
        List<TestXid> similar = List.of(
                new TestXid(1, new byte[] {1}, new byte[] {1}),
                new TestXid(1, new byte[] {1}, new byte[] {2}),
                new TestXid(1, new byte[] {1}, new byte[] {1, 0}),
                new TestXid(1, new byte[] {1, 1}, new byte[] {}),
                new TestXid(2, new byte[] {1}, new byte[] {1}));
        for (TestXid xid : similar) {
            database.resource.start(xid, XAResource.TMNOFLAGS);
            database.resource.end(xid, XAResource.TMSUCCESS);
        }
        for (TestXid xid : similar) {
            assertThat(database.resource.prepare(xid)).isEqualTo(XAResource.XA_RDONLY);
        }
    }

    /** A transaction manager may reuse its arrays between two calls. */
    @Test
    void arraysChangedAfterTheCall_changeNothing() throws XAException {
        byte[] global = {1, 2, 3};
        byte[] qualifier = {4};
        database.prepare(new TestXid(9, global, qualifier), 1);
        Xid same = new TestXid(9, new byte[] {1, 2, 3}, new byte[] {4});
        global[0] = 77;
        qualifier[0] = 77;
        assertThat(database.listed(same)).isTrue();
        Xid listed = database.resource.recover(XAResource.TMSTARTRSCAN)[0];
        listed.getGlobalTransactionId()[0] = 55;
        listed.getBranchQualifier()[0] = 55;
        assertThat(database.listed(same)).isTrue();
        database.resource.commit(same, false);
        assertThat(database.balance()).isEqualTo(101);
    }

    @FunctionalInterface
    private interface Call {
        void make() throws XAException;
    }
}
