package dev.odb.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.odb.NoTransactionException;
import dev.odb.OdbConnection;
import java.util.concurrent.CompletableFuture;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The notes below the XA state table: several resources in one branch, and calls from other threads than the work's. */
class JoinedBranchTest {
    private final XaDatabase database = XaDatabase.open(XaDatabase.memory());
    private final TestXid xid = TestXid.next();
    private OdbManagedConnection second;
    private OdbConnection first;
    private OdbConnection other;

    @BeforeEach
    void join() throws Exception {
        second = database.anotherConnection();
        database.resource.start(xid, XAResource.TMNOFLAGS);
        second.getXAResource().start(xid, XAResource.TMJOIN);
        first = (OdbConnection) database.connection.getConnection(null, null);
        other = (OdbConnection) second.getConnection(null, null);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** The first end makes the branch idle; work through the other connection goes on until prepare, and belongs to it. */
    @Test
    void firstEndOfAJoinedResource_leavesTheOtherWorking() throws Exception {
        first.root("account", Account.class).add(1);
        database.resource.end(xid, XAResource.TMSUCCESS);
        other.root("account", Account.class).add(1);
        assertThat(other.root("account", Account.class)).isSameAs(first.root("account", Account.class));
        second.getXAResource().end(xid, XAResource.TMSUCCESS);
        assertThat(second.getXAResource().prepare(xid)).isEqualTo(XAResource.XA_OK);
        database.resource.commit(xid, false);
        assertThat(database.balance()).isEqualTo(102);
    }

    @Test
    void afterPrepare_noConnectionWorksInItAnyMore() throws Exception {
        first.root("account", Account.class).add(1);
        database.resource.end(xid, XAResource.TMSUCCESS);
        database.resource.prepare(xid);
        for (OdbConnection handle : new OdbConnection[] {first, other}) {
            assertThatExceptionOfType(NoTransactionException.class)
                    .isThrownBy(() -> handle.root("account", Account.class));
        }
        database.resource.rollback(xid);
        assertThat(database.balance()).isEqualTo(100);
    }

    /** One that was joined is not a second chance after another resource of the branch was ended with TMFAIL. */
    @Test
    void failThroughOneResource_isTheEndOfAll() throws Exception {
        Account account = first.root("account", Account.class);
        second.getXAResource().end(xid, XAResource.TMFAIL);
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> account.add(1));
        database.resource.end(xid, XAResource.TMSUCCESS);
        assertThatExceptionOfType(XAException.class)
                .isThrownBy(() -> database.resource.commit(xid, true))
                .satisfies(e -> assertThat(e.errorCode).isEqualTo(XAException.XA_RBROLLBACK))
                .withMessageContaining("TMFAIL");
        assertThat(database.balance()).isEqualTo(100);
    }

    /** All of it from threads that have never worked in the branch, as a server's pool and a recovery pass do. */
    @Test
    void callsFromOtherThreads_endTheBranch() {
        first.root("account", Account.class).add(1);
        for (Call call : new Call[] {
            () -> database.resource.end(xid, XAResource.TMSUCCESS),
            () -> second.getXAResource().end(xid, XAResource.TMSUCCESS),
            () -> database.resource.prepare(xid),
            () -> second.getXAResource().commit(xid, false)
        }) {
            CompletableFuture.runAsync(() -> {
                        try {
                            call.make();
                        } catch (XAException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .join();
        }
        assertThat(database.balance()).isEqualTo(101);
    }

    /** An administrator decides, and forgets, while a transaction manager of this process still knows the branch. */
    @Test
    void decidedAndForgottenByHand_isUnknownAndItsNameIsFree() throws Exception {
        first.root("account", Account.class).add(1);
        database.resource.end(xid, XAResource.TMSUCCESS);
        database.resource.prepare(xid);
        database.engine.commitBranch(XaDatabase.id(xid));
        database.engine.forgetBranch(XaDatabase.id(xid));
        assertThatExceptionOfType(XAException.class)
                .isThrownBy(() -> second.getXAResource().end(xid, XAResource.TMSUCCESS))
                .satisfies(e -> assertThat(e.errorCode).isEqualTo(XAException.XAER_NOTA));
        database.resource.start(xid, XAResource.TMNOFLAGS);
        database.resource.end(xid, XAResource.TMSUCCESS);
        database.resource.rollback(xid);
        assertThat(database.balance()).isEqualTo(101);
    }

    @FunctionalInterface
    private interface Call {
        void make() throws XAException;
    }
}
