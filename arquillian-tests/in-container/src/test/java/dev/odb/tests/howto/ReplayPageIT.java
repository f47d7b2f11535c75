package dev.odb.tests.howto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Archives;
import dev.odb.tests.support.Database;
import dev.odb.tests.support.Rows;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The examples of docs/howto/replay.md, compiled and deployed as they stand there, up to the section of message-driven beans:
 * four threads comment through each of them, and nothing is lost.
 */
@ExtendWith(ArquillianExtension.class)
class ReplayPageIT {
    private static final String KEY = "A-1";
    private static final int THREADS = 4;
    private static final int EACH = 10;

    @Inject
    private Database database;

    @Inject
    private Rows rows;

    @Resource
    private ManagedThreadFactory factory;

    @Deployment
    static WebArchive deployment() {
        Examples page = Examples.before("replay.md", "A JMS message-driven bean");
        return page.addClassesTo(Archives.war("howto", ReplayPageIT.class))
                .addAsWebInfResource(new StringAsset(page.only("xml")), "jboss-ejb3.xml");
    }

    @BeforeEach
    void start() throws Exception {
        database.start(KEY);
    }

    @Test
    void cdiBeans_loseNothing() throws Exception {
        rows.start();
        for (String name : List.of("Comments", "AuditedComments", "Announcements", "TolerantComments", "LaterByCdi")) {
            assertAllKept(name, bean(name));
        }
        assertThat(rows.total()).isEqualTo(THREADS * EACH);
        Object announcements = bean("Announcements");
        assertThat(announcements.getClass().getMethod("sent").invoke(announcements))
                .isEqualTo(THREADS * EACH);
    }

    @Test
    void enterpriseBeans_loseNothing() throws Exception {
        for (String name :
                List.of("PortableComments", "PlainComments", "LatestComment", "StepByStep", "LaterComments")) {
            assertAllKept(name, InitialContext.doLookup("java:module/" + name));
        }
    }

    @Test
    void statefulBeans_loseNothing() throws Exception {
        List<Callable<Object>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Object draft = InitialContext.doLookup("java:module/Draft");
            draft.getClass().getMethod("open", String.class).invoke(draft, KEY);
            Method add = draft.getClass().getMethod("add", String.class);
            String thread = "thread " + i;
            tasks.add(() -> {
                for (int j = 0; j < EACH; j++) {
                    add.invoke(draft, thread + ", comment " + j);
                }
                return null;
            });
        }
        run(tasks);
        assertThat(comments()).hasSize(THREADS * EACH).doesNotHaveDuplicates();
    }

    private void assertAllKept(String name, Object bean) throws Exception {
        database.start(KEY);
        Method add = bean.getClass().getMethod("add", String.class, String.class);
        List<Callable<Object>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String thread = "thread " + i;
            tasks.add(() -> {
                for (int j = 0; j < EACH; j++) {
                    Object result = add.invoke(bean, KEY, thread + ", comment " + j);
                    if (result instanceof Future<?> future) {
                        assertThat((Integer) future.get(1, TimeUnit.MINUTES)).isPositive();
                    }
                }
                return null;
            });
        }
        run(tasks);
        assertThat(comments()).as(name).hasSize(THREADS * EACH).doesNotHaveDuplicates();
    }

    private void run(List<Callable<Object>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, factory);
        try {
            for (Future<Object> each : threads.invokeAll(tasks, 5, TimeUnit.MINUTES)) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Object bean(String name) throws ClassNotFoundException {
        return CDI.current().select(Class.forName("example." + name)).get();
    }

    private List<String> comments() throws Exception {
        return database.inNew(connection ->
                List.copyOf(connection.root("issues", Issues.class).get(KEY).comments()));
    }
}
