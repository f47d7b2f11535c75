package dev.odb.tests.beans;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a message-driven bean was told. */
@ApplicationScoped
public class Heard {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    void add(String what) {
        heard.add(what);
    }

    String next() throws InterruptedException {
        return heard.poll(1, TimeUnit.MINUTES);
    }
}
