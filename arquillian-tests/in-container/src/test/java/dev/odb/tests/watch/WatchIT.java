package dev.odb.tests.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Archives;
import dev.odb.tests.support.Database;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** JMX, the flight recorder and the log, through WildFly's class loaders and its log manager. */
@ExtendWith(ArquillianExtension.class)
class WatchIT {
    private static final String KEY = "A-1";
    private static final Pattern WARNING =
            Pattern.compile("^\\S+ \\S+ +(WARN|ERROR|FATAL|SEVERE) +\\[dev\\.odb\\.(?!tests)");

    private final MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();

    @Inject
    private Database database;

    @Deployment
    static WebArchive deployment() {
        return Archives.war("watch", WatchIT.class);
    }

    @BeforeEach
    void start() throws Exception {
        database.start(KEY);
    }

    private Object shown(String attribute) throws Exception {
        return jmx.getAttribute(new ObjectName("dev.odb:type=Database,name=odb"), attribute);
    }

    private void comment() throws Exception {
        database.inNew(connection -> {
            connection.root("issues", Issues.class).get(KEY).comment("seen");
            return null;
        });
    }

    @Test
    void database_isInJmx() throws Exception {
        comment();
        assertThat(shown("Up")).isEqualTo(true);
        assertThat((String) shown("Url")).startsWith("odb:file:");
        assertThat((Long) shown("TransactionsCommitted")).isPositive();
        assertThat((Long) shown("Forces")).isPositive();
        CompositeData health = (CompositeData) shown("Health");
        assertThat(health.get("acceptingWrites")).isEqualTo(true);
        assertThat((Long) health.get("bytesLeft")).isPositive();
    }

    /** A deployment sees jdk.jfr only if it asks for it; without it there would be no events, and no error either. */
    @Test
    void events_areKnownToTheFlightRecorder() throws Exception {
        ObjectName recorder = new ObjectName("jdk.management.jfr:type=FlightRecorder");
        // starts the recorder, which ODB does not
        Object recording = jmx.invoke(recorder, "newRecording", new Object[0], new String[0]);
        try {
            comment();
            CompositeData[] types = (CompositeData[]) jmx.getAttribute(recorder, "EventTypes");
            List<Object> names =
                    Arrays.stream(types).map(type -> type.get("name")).toList();
            assertThat(names).contains("dev.odb.Load", "dev.odb.Commit", "dev.odb.Force");
        } finally {
            jmx.invoke(recorder, "closeRecording", new Object[] {recording}, new String[] {"long"});
        }
    }

    @Test
    void normalRun_logsNothingAboveInfo() throws Exception {
        Path log = Path.of(System.getProperty("jboss.server.log.dir"), "server.log");
        assertThat(lines(log)).as("our own are there").anyMatch(line -> line.contains(" INFO  [dev.odb.core.Engine]"));
        assertThat("2026-11-28 07:36:16,957 WARN  [dev.odb.replay.Replay] (thread) ODB-1007")
                .containsPattern(WARNING);
        long before = lines(log).size();
        for (int i = 0; i < 50; i++) {
            comment();
        }
        assertThat(lines(log).stream().skip(before).filter(line -> WARNING.matcher(line)
                        .find()))
                .isEmpty();
    }

    private static List<String> lines(Path log) throws Exception {
        return Files.readAllLines(log, StandardCharsets.ISO_8859_1);
    }
}
