package dev.odb.ra;

import static dev.odb.ra.TestServer.add;
import static org.assertj.core.api.Assertions.assertThat;

import com.arjuna.ats.arjuna.common.Uid;
import com.arjuna.ats.jta.xa.XidImple;
import dev.odb.OdbConnectionFactory;
import java.nio.file.Path;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
