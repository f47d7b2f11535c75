package dev.odb.core.storage;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands until it is set. */
public final class TestClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-01-02T03:04:05Z");

    @Override
    public Instant instant() {
        return now;
    }

    /** Any time, earlier ones as well. */
    public void set(Instant instant) {
        now = instant;
    }
}
