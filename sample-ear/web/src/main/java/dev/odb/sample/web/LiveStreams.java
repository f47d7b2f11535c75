package dev.odb.sample.web;

import dev.odb.sample.news.LiveChange;
import dev.odb.sample.news.LiveChanges;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The pages that listen. What was committed is collected and sent five times a second, so that a burst is one event for each
 * subject and no transaction waits for a browser. Now and then a comment is sent, by which it shows who is gone.
 */
@ApplicationScoped
public class LiveStreams {
    private static final long PERIOD = 200;
    private static final int PERIODS_TO_PROBE = 75;

    private final Set<SseEventSink> sinks = ConcurrentHashMap.newKeySet();
    private final Set<LiveChange> pending = ConcurrentHashMap.newKeySet();
    private final Consumer<LiveChange> collector = this::collect;
    private volatile Sse events;
    private ScheduledFuture<?> timer;
    private int periods;

    @Inject
    private LiveChanges changes;

    @Resource
    private ManagedScheduledExecutorService executor;

    @PostConstruct
    void start() {
        changes.listen(collector);
        timer = executor.scheduleWithFixedDelay(this::send, PERIOD, PERIOD, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        changes.leave(collector);
        timer.cancel(false);
        sinks.forEach(this::forget);
    }

    void add(SseEventSink sink, Sse sse) {
        events = sse;
        sinks.add(sink);
        // the answer's head goes out with the first event
        send(sink, sse.newEventBuilder().comment("listening").build());
    }

    private void collect(LiveChange change) {
        if (!sinks.isEmpty()) {
            pending.add(change);
        }
    }

    private void send() {
        for (Iterator<LiveChange> all = pending.iterator(); all.hasNext(); ) {
            LiveChange change = all.next();
            all.remove();
            broadcast(events.newEventBuilder()
                    .name(change.kind().name().toLowerCase(Locale.ROOT))
                    .data(Json.createValue(change.subject()).toString())
                    .build());
        }
        if (++periods % PERIODS_TO_PROBE == 0 && !sinks.isEmpty()) {
            broadcast(events.newEventBuilder().comment("still here").build());
        }
    }

    private void broadcast(OutboundSseEvent event) {
        sinks.forEach(sink -> send(sink, event));
    }

    private void send(SseEventSink sink, OutboundSseEvent event) {
        if (sink.isClosed()) {
            sinks.remove(sink);
            return;
        }
        sink.send(event).whenComplete((nothing, failure) -> {
            if (failure != null) {
                forget(sink); // the browser went away, which is how a stream ends
            }
        });
    }

    private void forget(SseEventSink sink) {
        sinks.remove(sink);
        sink.close();
    }
}
