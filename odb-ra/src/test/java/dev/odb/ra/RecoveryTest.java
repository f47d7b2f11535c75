package dev.odb.ra;

import static dev.odb.ra.TestServer.add;
import static org.assertj.core.api.Assertions.assertThat;

import com.arjuna.ats.arjuna.common.Uid;
import com.arjuna.ats.jta.xa.XidImple;
import dev.odb.BranchInDoubt;
import dev.odb.OdbConnectionFactory;
import dev.odb.core.Engine;
import dev.odb.core.ManagedDatabase;
import dev.odb.core.storage.BranchId;
import java.nio.file.Path;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A branch in doubt outlives its database and is decided by Narayana's recovery. */
class RecoveryTest {
    @TempDir
    private Path folder;

    private String url;

    @BeforeEach
    void create() throws Exception {
        url = "odb:file:" + folder.resolve("db");
        try (TestServer server = TestServer.at(url)) {
            server.create(server.factory(), "account", 100);
        }
    }

    @Test
    void decidedButNotTold_isCommittedByRecovery() throws Exception {
        try (TestServer server = TestServer.at(url);
                AuditTable audit = new AuditTable()) {
            OdbConnectionFactory factory = server.factory();
            server.connections.wrap(resource -> {
                Recording lost = new Recording(resource);
                lost.failing = "commit";
                return lost;
            });
            server.inTransaction(() -> {
                add(factory, "account", 1);
                audit.insert(server.transactions, 1);
            });
            assertThat(audit.rows()).isEqualTo(1);
        }
        try (TestServer server = TestServer.at(url)) {
            OdbConnectionFactory factory = server.factory();
            assertThat(server.balance(factory, "account")).isEqualTo(100);

            Narayana.recover(server.adapter.getXAResources(null));

            assertThat(server.balance(factory, "account")).isEqualTo(101);
            assertThat(inDoubt(server)).isEmpty();
        }
    }

    @Test
    void preparedButNotDecided_isRolledBackByRecovery() throws Exception {
        Xid xid = new XidImple(new Uid(), true, 0);
        try (TestServer server = TestServer.at(url)) {
            prepare(server, xid);
        }
        try (TestServer server = TestServer.at(url)) {
            OdbConnectionFactory factory = server.factory();
            assertThat(inDoubt(server)).hasSize(1);

            Narayana.recover(server.adapter.getXAResources(null));

            assertThat(inDoubt(server)).isEmpty();
            server.inTransaction(() -> add(factory, "account", 5));
            assertThat(server.balance(factory, "account")).isEqualTo(105);
        }
    }

    /** Its transaction manager did not come back, somebody decided by hand, and then it comes back after all. */
    @ParameterizedTest
    @CsvSource({"true, 101, HEURCOM", "false, 100, HEURRB"})
    void decidedByHand_isToldToTheTransactionManagerUntilForgotten(boolean commit, int balance, String answer)
            throws Exception {
        try (TestServer server = TestServer.at(url);
                AuditTable audit = new AuditTable()) {
            OdbConnectionFactory factory = server.factory();
            server.connections.wrap(resource -> {
                Recording lost = new Recording(resource);
                lost.failing = "commit";
                return lost;
            });
            server.inTransaction(() -> {
                add(factory, "account", 1);
                audit.insert(server.transactions, 1);
            });
        }
        ManagedDatabase[] database = new ManagedDatabase[1];
        try (TestServer server = TestServer.at(url, configuration -> database[0] = Engine.open(configuration))) {
            OdbConnectionFactory factory = server.factory();
            BranchInDoubt branch = database[0].branchesInDoubt().get(0);
            assertThat(branch.node()).isEqualTo(Narayana.NODE);
            if (commit) {
                database[0].commitBranch(branch.id());
            } else {
                database[0].rollbackBranch(branch.id());
            }
            assertThat(inDoubt(server)).as("listed until it is forgotten").hasSize(1);
            Recording told = new Recording(server.adapter.getXAResources(null)[0]);

            Narayana.recover(told);

            assertThat(told.calls).contains("commit");
            assertThat(told.errors).contains(answer);
            assertThat(server.balance(factory, "account")).isEqualTo(balance);
            if (!told.calls.contains("forget")) {
                // this transaction manager leaves that to its administrator
                told.forget(Xids.xid(BranchId.parse(branch.id())));
            }
            assertThat(inDoubt(server)).isEmpty();
            server.inTransaction(() -> add(factory, "account", 5));
            assertThat(server.balance(factory, "account")).isEqualTo(balance + 5);
        }
    }

    @Test
    void scan_listsEachBranchOnce() throws Exception {
        try (TestServer server = TestServer.at(url)) {
            prepare(server, TestXid.next());
            server.factory("second");
            XAResource resource = server.adapter.getXAResources(null)[0];

            assertThat(server.adapter.getXAResources(null)).hasSize(1);
            assertThat(resource.recover(XAResource.TMSTARTRSCAN)).hasSize(1);
            assertThat(resource.recover(XAResource.TMNOFLAGS)).isEmpty();
            assertThat(resource.recover(XAResource.TMENDRSCAN)).isEmpty();
        }
    }

    private static void prepare(TestServer server, Xid xid) throws Exception {
        OdbManagedConnectionFactory definition = server.definition("odb");
        var connection = definition.createManagedConnection(null, null);
        XAResource resource = connection.getXAResource();
        resource.start(xid, XAResource.TMNOFLAGS);
        OdbConnectionHandle handle = (OdbConnectionHandle) connection.getConnection(null, null);
        handle.root("account", Account.class).add(1);
        handle.close();
        resource.end(xid, XAResource.TMSUCCESS);
        assertThat(resource.prepare(xid)).isEqualTo(XAResource.XA_OK);
    }

    private static Xid[] inDoubt(TestServer server) throws Exception {
        return server.adapter.getXAResources(null)[0].recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);
    }
}
