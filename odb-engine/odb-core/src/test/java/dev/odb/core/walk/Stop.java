package dev.odb.core.walk;

import dev.odb.Persistent;

/** One of many objects. */
@Persistent
public class Stop {
    private final long number;
    private final String name;
    private Stop previous;

    Stop(long number, Stop previous) {
        this.number = number;
        this.name = "stop number " + number;
        this.previous = previous;
    }

    long number() {
        return number;
    }

    String name() {
        return name;
    }

    Stop previous() {
        return previous;
    }
}
