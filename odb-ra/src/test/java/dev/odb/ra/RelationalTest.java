package dev.odb.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.resource.ResourceException;
import java.nio.file.Path;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adapter on relational storage. */
class RelationalTest {
    @TempDir
    Path folder;

    private String url() {
        return "odb:jdbc:jdbc:h2:file:" + folder.resolve("db") + ";DB_CLOSE_DELAY=0";
    }

    @Test
    void definitionsOfOneUrl_areOneResourceManager() throws Exception {
        try (TestServer server = TestServer.at(url())) {
            OdbConnectionFactoryImpl one = server.factory("one");
            OdbConnectionFactoryImpl two = server.factory("two");
            server.create(one, "account", 1);
            server.inTransaction(() -> {
                TestServer.add(one, "account", 2);
                TestServer.add(two, "account", 3);
            });
            assertThat(server.balance(two, "account")).isEqualTo(6);
            XAResource first =
                    server.definition("one").createManagedConnection(null, null).getXAResource();
            XAResource second =
                    server.definition("two").createManagedConnection(null, null).getXAResource();
            assertThat(first.isSameRM(second)).isTrue();
        }
    }

    @Test
    void preparedBranch_isListedAfterReopeningAndCommitted() throws Exception {
        Xid xid = TestXid.next();
        try (XaDatabase database = XaDatabase.open(url())) {
            database.prepare(xid, 11);
            try (XaDatabase again = database.reopen()) {
                assertThat(again.listed(xid)).isTrue();
                again.resource.commit(xid, false);
                assertThat(again.listed(xid)).isFalse();
                assertThat(again.balance()).isEqualTo(111);
            }
        }
    }

    @Test
    void passwordInTheUrl_isInNoMessage() throws Exception {
        try (TestServer server = TestServer.at("odb:jdbc:jdbc:h2:file:" + folder.resolve("db") + ";PASSWORD=secret")) {
            server.factory("one");
            OdbManagedConnectionFactory other = server.definition("two");
            other.setReadOnly("true");
            assertThat(other.toString()).doesNotContain("secret");
            assertThatExceptionOfType(ResourceException.class)
                    .isThrownBy(() -> other.createConnectionFactory(server.connections))
                    .withMessageContaining("ODB-5002")
                    .withMessageNotContaining("secret");
        }
    }
}
