package dev.odb.ra;

import static org.assertj.core.api.Assertions.assertThat;

import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.Test;

/** Which XAResources are the same resource manager. */
class WrappersTest {
    @Test
    void sameDatabase_isFoundThroughWrappers() throws Exception {
        try (TestServer server = TestServer.inMemory()) {
            XAResource one =
                    server.definition("one").createManagedConnection(null, null).getXAResource();
            XAResource two =
                    server.definition("two").createManagedConnection(null, null).getXAResource();

            assertThat(one.isSameRM(two)).isTrue();
            assertThat(one.isSameRM(new Recording(two))).isTrue();
            assertThat(one.isSameRM(new Recording(new Recording(two)))).isTrue();
            assertThat(one.isSameRM(new Recording(null))).isFalse();
            assertThat(one.isSameRM(null)).isFalse();
        }
    }

    @Test
    void otherDatabase_isAnother() throws Exception {
        try (TestServer server = TestServer.inMemory();
                TestServer other = TestServer.inMemory()) {
            XAResource one =
                    server.definition("one").createManagedConnection(null, null).getXAResource();
            XAResource two =
                    other.definition("one").createManagedConnection(null, null).getXAResource();

            assertThat(one.isSameRM(new Recording(two))).isFalse();
        }
    }
}
