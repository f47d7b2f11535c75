package dev.odb.ra;

import static dev.odb.ra.TestServer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.odb.OdbConnectionFactory;
import dev.odb.TaskOptions;
import dev.odb.core.Branch;
import dev.odb.core.BranchSettings;
import dev.odb.core.Engine;
import dev.odb.core.ManagedDatabase;
import dev.odb.core.storage.BranchId;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What JMX shows of the databases of an adapter, as a client sees it that has none of our classes. */
class DatabaseBeansTest {
    private final MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
    private final TestServer server = TestServer.inMemory();

    @AfterEach
    void stop() {
        server.close();
    }

    private Object attribute(ObjectName name, String attribute) throws Exception {
        return jmx.getAttribute(name, attribute);
    }

    private List<String> attributes(ObjectName name) throws Exception {
        return Arrays.stream(jmx.getMBeanInfo(name).getAttributes())
                .map(MBeanAttributeInfo::getName)
                .sorted()
                .toList();
    }

    @Test
    void database_isShownUntilTheAdapterStops() throws Exception {
        server.create(server.factory("shown"), "account", 7);
        ObjectName name = new ObjectName("dev.odb:type=Database,name=shown");

        assertThat(attribute(name, "Url")).isEqualTo(server.url);
        assertThat(attribute(name, "Up")).isEqualTo(true);
        assertThat(attribute(name, "TransactionsCommitted")).isEqualTo(1L);
        for (String attribute : attributes(name)) {
            assertThat(attribute(name, attribute)).as(attribute).isNotNull();
        }
        assertThat(jmx.getMBeanInfo(name).getOperations())
                .as("JMX asks for no role of ours")
                .isEmpty();

        server.adapter.stop();
        assertThatExceptionOfType(InstanceNotFoundException.class).isThrownBy(() -> attribute(name, "Up"));
        assertThat(jmx.queryNames(new ObjectName("dev.odb:*"), null)).isEmpty();
    }

    @Test
    void composites_needNoClassOfOurs() throws Exception {
        OdbConnectionFactoryImpl factory = server.factory("composed");
        server.create(factory, "account", 7);
        server.transactions.begin();
        TestServer.add(factory, "account", 1);
        server.inOtherTransaction(() -> TestServer.add(factory, "account", 1));
        assertThatExceptionOfType(Exception.class).isThrownBy(server.transactions::commit);
        ObjectName name = DatabaseBeans.name("composed");

        CompositeData health = (CompositeData) attribute(name, "Health");
        assertThat(health.get("up")).isEqualTo(true);
        assertThat(health.get("acceptingWrites")).isEqualTo(true);
        assertThat(health.get("branchesInDoubt")).isEqualTo(0);
        TabularData byClass = (TabularData) attribute(name, "ConflictsByClass");
        assertThat(byClass.get(new Object[] {Account.class.getName()}).get("value"))
                .isEqualTo(1L);
        CompositeData[] hot = (CompositeData[]) attribute(name, "HotObjects");
        assertThat(hot).hasSize(1);
        assertThat(hot[0].get("className")).isEqualTo(Account.class.getName());
        assertThat(hot[0].get("lost")).isEqualTo(1L);
    }

    @Test
    void preparedBranch_isShownWithItsAge() throws Exception {
        BranchId id = new BranchId(1, new byte[] {1}, new byte[] {2});
        ManagedDatabase[] engine = {null};
        try (TestServer own =
                TestServer.at("odb:memory:beans-in-doubt", configuration -> engine[0] = Engine.open(configuration))) {
            own.create(own.factory("doubtful"), "account", 7);
            Branch branch = engine[0].begin(new BranchSettings("", () -> true));
            branch.session(Account.class.getClassLoader())
                    .root("account", Account.class)
                    .add(1);
            branch.prepare(id);

            CompositeData[] shown = (CompositeData[]) attribute(DatabaseBeans.name("doubtful"), "PreparedBranches");
            assertThat(shown).hasSize(1);
            assertThat(shown[0].get("branch")).isEqualTo(id.toString());
            assertThat((Long) shown[0].get("ageMillis")).isNotNegative();
            CompositeData health = (CompositeData) attribute(DatabaseBeans.name("doubtful"), "Health");
            assertThat(health.get("branchesInDoubt")).isEqualTo(1);
            assertThat(health.get("oldestInDoubt")).isEqualTo(shown[0].get("since"));
            engine[0].rollbackPrepared(id);
        }
    }

    @Test
    void taskQueue_isShownWithItsDepthAndAge() throws Exception {
        OdbConnectionFactory factory = server.factory("queues");
        server.inTransaction(() -> with(factory, c -> c.queue("jobs").send(new Account(1))));
        server.inTransaction(
                () -> with(factory, c -> c.queue("jobs").send(new Account(2), TaskOptions.after(Duration.ofDays(1)))));

        CompositeData[] shown = (CompositeData[]) attribute(DatabaseBeans.name("queues"), "TaskQueues");
        assertThat(shown).hasSize(1);
        assertThat(shown[0].get("name")).isEqualTo("jobs");
        assertThat(shown[0].get("waiting")).isEqualTo(2L);
        assertThat(shown[0].get("delayed")).isEqualTo(1L);
        assertThat(shown[0].get("claimed")).isEqualTo(0L);
        assertThat(shown[0].get("parked")).isEqualTo(0L);
        assertThat((Long) shown[0].get("ageOfOldestMillis")).isNotNegative();
    }

    @Test
    void namesWithSpecialCharacters_areQuoted() throws Exception {
        String odd = "a,b=\"c\" *?:d";
        server.factory(odd);
        ObjectName name = DatabaseBeans.name(odd);

        assertThat(name.getKeyProperty("name")).isEqualTo(ObjectName.quote(odd));
        assertThat(ObjectName.unquote(name.getKeyProperty("name"))).isEqualTo(odd);
        assertThat(attribute(name, "Url")).isEqualTo(server.url);
        assertThat(DatabaseBeans.name("issues").getCanonicalName()).isEqualTo("dev.odb:name=issues,type=Database");
    }

    @Test
    void definitionsOfOneNameAndDatabase_shareABean() throws Exception {
        server.factory("shared");
        server.factory("shared");
        server.factory("other");

        assertThat(jmx.queryNames(new ObjectName("dev.odb:*"), null))
                .containsExactlyInAnyOrder(DatabaseBeans.name("shared"), DatabaseBeans.name("other"));
    }

    /** The second is not shown, but works; and does not take the first one's bean away when it stops. */
    @Test
    void adaptersWithOneName_doNotDisturbEachOther() throws Exception {
        server.factory("twice");
        try (TestServer second = TestServer.inMemory()) {
            second.create(second.factory("twice"), "account", 1);
            assertThat(attribute(DatabaseBeans.name("twice"), "Url")).isEqualTo(server.url);
        }
        assertThat(attribute(DatabaseBeans.name("twice"), "Url")).isEqualTo(server.url);
    }

    @Test
    void attributes_areThoseOfThePage() throws Exception {
        server.factory("documented");
        String page = Files.readString(Path.of("..", "docs", "reference", "monitoring.md"));
        String section = page.substring(page.indexOf("\n## JMX\n") + 1);
        Stream<String> listed = section.substring(0, section.indexOf("\n## "))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|")[1].replace("`", "").strip());

        assertThat(listed.toList())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(attributes(DatabaseBeans.name("documented")));
    }
}
