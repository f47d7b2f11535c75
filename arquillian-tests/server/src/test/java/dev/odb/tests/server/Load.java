package dev.odb.tests.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that ask for one address again and again, whatever the answer is, and count the answers that were good. */
final class Load implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong good = new AtomicLong();
    private final AtomicLong bad = new AtomicLong();
    private volatile String lastBad = "";
    private volatile boolean over;

    Load(URI address, int count) {
        this.address = address;
        for (int number = 0; number < count; number++) {
            Thread thread = new Thread(this::run, "load " + address);
            thread.start();
            threads.add(thread);
        }
    }

    private void run() {
        while (!over) {
            try {
                HttpResponse<String> answer =
                        http.send(HttpRequest.newBuilder(address).timeout(LIMIT).build(), BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    good.incrementAndGet();
                } else {
                    bad(answer.statusCode() + " " + answer.body());
                }
            } catch (IOException e) {
                bad(e.toString());
            } catch (InterruptedException e) {
                over = true;
            }
        }
    }

    private void bad(String what) {
        lastBad = what;
        bad.incrementAndGet();
        Poll.pause();
    }

    /** Waits for that many more good answers. */
    void await(int more) {
        long wanted = good.get() + more;
        Poll.until(
                LIMIT,
                () -> more + " good answers of " + address + "; the last bad one was " + lastBad,
                () -> good.get() >= wanted);
    }

    @Override
    public String toString() {
        return address.getPath() + ": " + good + " good answers, " + bad + " others";
    }

    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
