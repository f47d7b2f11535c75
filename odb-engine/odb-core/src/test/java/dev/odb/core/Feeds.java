package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbConnection;
import dev.odb.core.inflow.ChangeSubscription;
import dev.odb.inflow.ChangeEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** A listener as the tests need it. */
final class Feeds {
    private Feeds() {}

    /** The next change, which is there already, or null. */
    static ChangeEvent now(ChangeSubscription feed) {
        try {
            return feed.next(Duration.ZERO);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has a listener told of a change. */
    static void deliver(
            Engine database,
            ChangeSubscription feed,
            ChangeEvent change,
            BiConsumer<OdbConnection, ChangeEvent> listener) {
        database.transact(c -> {
            feed.receive(c, change);
            listener.accept(c, change);
            return null;
        });
        feed.delivered(change);
    }

    static void deliver(Engine database, ChangeSubscription feed, ChangeEvent change) {
        deliver(database, feed, change, (c, heard) -> {});
    }

    /** Hears everything that is there. */
    static List<ChangeEvent> all(Engine database, ChangeSubscription feed) {
        List<ChangeEvent> heard = new ArrayList<>();
        ChangeEvent next = now(feed);
        while (next != null) {
            assertThat(next.tid())
                    .isGreaterThan(
                            heard.isEmpty() ? 0 : heard.get(heard.size() - 1).tid());
            deliver(database, feed, next);
            heard.add(next);
            next = now(feed);
        }
        return heard;
    }

    static List<Long> tids(List<ChangeEvent> changes) {
        return changes.stream().map(ChangeEvent::tid).toList();
    }
}
