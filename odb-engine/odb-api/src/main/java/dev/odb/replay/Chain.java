package dev.odb.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An exception with its causes and suppressed exceptions, causes first: transaction managers hide in either what a resource
 * said.
 *
 * @param all each of them once
 */
public record Chain(List<Throwable> all) {
    /** Of an exception, or of nothing. */
    public static Chain of(Throwable thrown) {
        List<Throwable> all = new ArrayList<>();
        collect(thrown, all, Collections.newSetFromMap(new IdentityHashMap<>()));
        return new Chain(all);
    }

    /** The first of that class, or null. */
    public <T extends Throwable> T first(Class<T> type) {
        return type.cast(first(type::isInstance));
    }

    /** The first that is as asked, or null. */
    public Throwable first(Predicate<Throwable> wanted) {
        return all.stream().filter(wanted).findFirst().orElse(null);
    }

    private static void collect(Throwable thrown, List<Throwable> all, Set<Throwable> seen) {
        if (thrown == null || !seen.add(thrown)) {
            return;
        }
        all.add(thrown);
        collect(thrown.getCause(), all, seen);
        for (Throwable suppressed : thrown.getSuppressed()) {
            collect(suppressed, all, seen);
        }
    }
}
