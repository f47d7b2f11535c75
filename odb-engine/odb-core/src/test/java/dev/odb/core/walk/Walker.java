package dev.odb.core.walk;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;

/**
 * The program: makes a database of many objects and walks it in one transaction, in a connection that goes on over many,
 * and backwards along references. Arguments: folder, number of objects, maxObjects, maxObjectBytes, recordCacheBytes.
 */
public final class Walker {
    private static final int PER_TRANSACTION = 10_000;

    private final long count;

    private Walker(long count) {
        this.count = count;
    }

    /** Says what it did. */
    public static void main(String[] arguments) {
        long count = Long.parseLong(arguments[1]);
        OdbConfiguration configuration = OdbConfiguration.of("odb:file:" + arguments[0])
                .withMaxObjects(Integer.parseInt(arguments[2]))
                .withMaxObjectBytes(Long.parseLong(arguments[3]))
                .withRecordCacheBytes(Long.parseLong(arguments[4]));
        Walker walker = new Walker(count);
        try (ObjectDatabase database = ObjectDatabase.open(configuration)) {
            walker.timed("made", () -> walker.make(database));
            walker.timed("one transaction", () -> database.transact(walker::walk));
            walker.timed("many transactions", () -> walker.walkOn(database));
            walker.timed("backwards", () -> database.transact(walker::walkBack));
        }
        System.out.println("done");
    }

    private interface Work {
        long sum();
    }

    private void timed(String what, Work work) {
        long start = System.nanoTime();
        long sum = work.sum();
        if (sum != count * (count - 1) / 2) {
            throw new AssertionError(what + ": the sum is " + sum);
        }
        Runtime runtime = Runtime.getRuntime();
        System.out.println(what + ": " + count + " objects in " + (System.nanoTime() - start) / 1_000_000 + " ms, heap "
                + (runtime.totalMemory() - runtime.freeMemory() >> 20) + " of " + (runtime.maxMemory() >> 20) + " MiB");
    }

    private long make(ObjectDatabase database) {
        database.transact(c -> c.root("way", Way.class, Way::new));
        for (long first = 0; first < count; first += PER_TRANSACTION) {
            long from = first;
            database.transact(c -> {
                Way way = c.root("way", Way.class);
                Stop previous = from == 0 ? null : way.stops.get(from - 1);
                for (long i = from; i < Math.min(count, from + PER_TRANSACTION); i++) {
                    previous = new Stop(i, previous);
                    way.stops.put(i, previous);
                }
                return null;
            });
        }
        return count * (count - 1) / 2;
    }

    private long walk(OdbConnection connection) {
        long sum = 0;
        for (Stop stop : connection.root("way", Way.class).stops.values()) {
            sum += check(stop);
        }
        return sum;
    }

    private long walkOn(ObjectDatabase database) {
        long sum = 0;
        try (OdbConnection connection = database.connect()) {
            for (Stop stop : connection.root("way", Way.class).stops.values()) {
                sum += check(stop);
                if (stop.number() % PER_TRANSACTION == 0) {
                    connection.commit();
                }
            }
        }
        return sum;
    }

    private long walkBack(OdbConnection connection) {
        long sum = 0;
        Stop stop = connection.root("way", Way.class).stops.get(count - 1);
        while (stop != null) {
            sum += check(stop);
            stop = stop.previous();
        }
        return sum;
    }

    private static long check(Stop stop) {
        if (!stop.name().endsWith(" " + stop.number())) {
            throw new AssertionError(stop.number() + " is called " + stop.name());
        }
        return stop.number();
    }
}
