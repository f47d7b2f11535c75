package dev.odb.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbException;
import dev.odb.core.Engine;
import dev.odb.core.inflow.ChangeSubscription;
import dev.odb.inflow.ChangeEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A subscription to which two servers listen. */
class SharedFeedTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Engine> engines = new ArrayList<>();

    private Engine server() {
        Engine engine = new Servers(Databases.h2(folder)).open();
        engines.add(engine);
        return engine;
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        engines.forEach(Engine::close);
    }

    private static void write(Engine server, String name) {
        server.transact(c -> c.roots().put(name, new Job(name, 0)));
    }

    private static String deliver(Engine server, ChangeSubscription feed, ChangeEvent change) {
        server.transact(c -> {
            feed.receive(c, change);
            return null;
        });
        feed.delivered(change);
        return String.join(",", change.roots());
    }

    @Test
    void oneServerHears_andWhenItStopsTheOtherGoesOnWhereItWas() throws Exception {
        Engine first = server();
        Engine second = server();
        ChangeSubscription ofFirst = first.changeSubscription("audit");
        try (ChangeSubscription ofSecond = second.changeSubscription("audit")) {
            Future<ChangeEvent> waiting = threads.submit(() -> ofSecond.next(LONG));
            write(second, "a");
            write(first, "b");
            write(second, "c");
            assertThat(deliver(first, ofFirst, ofFirst.next(LONG))).isEqualTo("a");
            assertThat(deliver(first, ofFirst, ofFirst.next(LONG))).isEqualTo("b");
            assertThat(waiting).as("the second server's listener").isNotDone();

            ofFirst.close();
            assertThat(deliver(second, ofSecond, waiting.get())).isEqualTo("c");
            write(first, "d");
            assertThat(deliver(second, ofSecond, ofSecond.next(LONG))).isEqualTo("d");
            assertThat(second.subscriptions()).singleElement().satisfies(each -> assertThat(each.waiting())
                    .isZero());
        }
    }

    /** As when it stood still for longer than its lease lasts: the position is the fence. */
    @Test
    void changeThatTwoServersAreTold_isHeardOnce() throws Exception {
        Servers servers = new Servers(Databases.h2(folder));
        Engine first = servers.openConvincedOfItsLeases();
        engines.add(first);
        Engine second = servers.openConvincedOfItsLeases();
        engines.add(second);
        ChangeSubscription ofFirst = first.changeSubscription("audit");
        ChangeSubscription ofSecond = second.changeSubscription("audit");
        write(first, "a");
        ChangeEvent told = ofFirst.next(LONG);
        ChangeEvent toldAgain = ofSecond.next(LONG);
        assertThat(toldAgain.tid()).isEqualTo(told.tid());

        deliver(first, ofFirst, told);
        assertThatThrownBy(() -> deliver(second, ofSecond, toldAgain)).hasMessageContaining("ODB-3967");

        write(second, "b");
        assertThat(deliver(second, ofSecond, ofSecond.next(LONG))).isEqualTo("b");
    }

    @Test
    void subscriptionThatAnotherServerUses_isNotRemoved() {
        Engine first = server();
        Engine second = server();
        ChangeSubscription used = first.changeSubscription("audit");
        assertThatThrownBy(() -> second.removeSubscription("audit"))
                .isInstanceOf(OdbException.class)
                .hasMessageContaining("ODB-3890");
        used.close();
    }
}
