package dev.odb.sample.web;

import dev.odb.sample.news.LiveChange;
import dev.odb.sample.news.LiveChanges;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Says at once that there is something new, as server-sent events {@code activity} and {@code inbox} with a subject as JSON;
 * the page then asks for it. What was committed is collected and sent five times a second at most, so that a burst is one event for
 * each subject and no transaction waits for a browser. Now and then a comment is sent, by which it shows who is gone.
 *
 * <p>A servlet and not the SSE of Jakarta REST, since on WildFly that logs an error for each browser that goes away.
 */
@WebServlet(urlPatterns = "/api/live", asyncSupported = true)
public class LiveServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PROBE = 15;

    private final transient Set<AsyncContext> streams = ConcurrentHashMap.newKeySet();
    private final transient BlockingQueue<LiveChange> pending = new LinkedBlockingQueue<>();
    private final transient Consumer<LiveChange> collector = this::collect;
    private transient Thread sender;

    @Inject
    private transient LiveChanges changes;

    @Resource
    private transient ManagedThreadFactory threads;

    @Override
    public void init() {
        changes.listen(collector);
        sender = threads.newThread(this::run);
        sender.start();
    }

    @Override
    public void destroy() {
        changes.leave(collector);
        sender.interrupt();
        streams.forEach(this::end);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        AsyncContext stream = request.startAsync();
        stream.setTimeout(0);
        // the answer's head goes out with the first event
        if (written(stream, ": listening\n\n")) {
            streams.add(stream);
        } else {
            stream.complete();
        }
    }

    private void collect(LiveChange change) {
        if (!streams.isEmpty()) {
            pending.add(change);
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                send(next());
                LockSupport.parkNanos(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the application is stopped
        }
    }

    /** What was committed since the last time, as events; a comment if that is nothing for long. */
    private String next() throws InterruptedException {
        Set<LiveChange> news = new LinkedHashSet<>();
        LiveChange first = pending.poll(PROBE, TimeUnit.SECONDS);
        if (first == null) {
            return ": still here\n\n";
        }
        news.add(first);
        pending.drainTo(news);
        StringBuilder events = new StringBuilder();
        for (LiveChange change : news) {
            events.append("event: ")
                    .append(change.kind().name().toLowerCase(Locale.ROOT))
                    .append("\ndata: ")
                    .append(Json.createValue(change.subject()))
                    .append("\n\n");
        }
        return events.toString();
    }

    private void send(String events) {
        for (AsyncContext stream : streams) {
            if (!written(stream, events)) {
                end(stream);
            }
        }
    }

    /** Whether the browser is still there; that it went away, or that the server ended the answer, is how a stream ends. */
    private static boolean written(AsyncContext stream, String events) {
        try {
            OutputStream out = stream.getResponse().getOutputStream();
            out.write(events.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return true;
        } catch (IOException | IllegalStateException e) {
            return false;
        }
    }

    private void end(AsyncContext stream) {
        if (streams.remove(stream)) {
            stream.complete();
        }
    }
}
