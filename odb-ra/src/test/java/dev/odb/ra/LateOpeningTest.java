package dev.odb.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbConfiguration;
import dev.odb.StorageUnreachableException;
import dev.odb.core.Engine;
import dev.odb.core.ManagedDatabase;
import jakarta.resource.ResourceException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connection definitions whose database cannot be reached when they are made. */
class LateOpeningTest {
    private final CountDownLatch comes = new CountDownLatch(1);
    private final CountDownLatch tried = new CountDownLatch(2);
    private Error later = new LinkageError("a driver that is being deployed");
    private final TestServer server = TestServer.at("odb:memory:late", this::open);

    private ManagedDatabase open(OdbConfiguration configuration) {
        boolean first = tried.getCount() == 2;
        tried.countDown();
        if (comes.getCount() > 0) {
            if (first) {
                throw new StorageUnreachableException("ODB-4351", "It gives no connection.", null);
            }
            throw later;
        }
        return Engine.open(configuration);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void databaseThatComesLater_isUsedByTheFactoryThatIsThere() throws Exception {
        OdbConnectionFactoryImpl factory = server.factory("late");
        assertThatThrownBy(factory::getConnection).hasMessageContainingAll("ODB-5132", "'late'", "ODB-4351");
        assertThat(beans()).isZero();
        assertThat(server.adapter.getXAResources(null)).isEmpty();

        comes.countDown();
        awaitOpen();

        server.create(factory, "account", 7);
        assertThat(server.balance(factory, "account")).isEqualTo(7);
        assertThat(beans()).isOne();
        assertThat(server.adapter.getXAResources(null)).hasSize(1);
    }

    @Test
    void adapterThatStopsFirst_triesNoMore() throws Exception {
        OdbConnectionFactoryImpl factory = server.factory("late");
        assertThat(tried.await(1, TimeUnit.MINUTES)).isTrue();

        server.close();

        comes.countDown();
        assertThat(openers()).isZero();
        assertThatThrownBy(factory::getConnection).hasMessageContaining("ODB-5132");
    }

    /** As when the server stops while a definition is being made: nobody would end it any more. */
    @Test
    void definitionOfStoppedAdapter_isNotOpenedLater() throws Exception {
        OdbManagedConnectionFactory definition = server.definition("late");
        server.close();
        assertThatThrownBy(() -> definition.createConnectionFactory(server.connections))
                .isInstanceOf(ResourceException.class);
        assertThat(openers()).isZero();
    }

    /** Whatever is wrong with the definition itself would not get better. */
    @Test
    void mistakes_failAtOnce() throws Exception {
        OdbManagedConnectionFactory definition = server.definition("late");
        definition.setReadOnly("perhaps");
        assertThatExceptionOfType(ResourceException.class)
                .isThrownBy(() -> definition.createConnectionFactory(server.connections))
                .withMessageContaining("ODB-5001");
        assertThat(openers()).isZero();
    }

    private void awaitOpen() {
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (beans() == 0) {
            assertThat(System.nanoTime()).as("it is opened").isLessThan(until);
            Thread.onSpinWait();
        }
    }

    private static int beans() {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(DatabaseBeans.name("late"), null)
                .size();
    }

    private static long openers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("odb-open-late"))
                .count();
    }
}
