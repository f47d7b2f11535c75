package dev.odb.core.object;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes of applications that were found for names, by the loaders with which they were looked for, so that not each
 * transaction has to ask the loaders again: of those that do not have a class each makes an exception. What was not found is
 * looked for again. Holds neither loader nor class, so that deployments can go. All threads may use it.
 */
public final class FoundClasses {
    /** Of so many combinations of loaders; the one that came first goes. */
    private static final int MOST = 64;

    private volatile List<Found> all = List.of();

    /** What was found with some loaders in some order. */
    static final class Found {
        private final List<WeakReference<ClassLoader>> loaders;
        private final Map<String, WeakReference<Class<?>>> classes = new ConcurrentHashMap<>();

        private Found(List<ClassLoader> loaders) {
            this.loaders = loaders.stream()
                    .map(loader -> loader == null ? null : new WeakReference<>(loader))
                    .toList();
        }

        /** The class that was found for a name, or null. */
        Class<?> get(String name) {
            WeakReference<Class<?>> found = classes.get(name);
            return found == null ? null : found.get();
        }

        void put(String name, Class<?> found) {
            classes.put(name, new WeakReference<>(found));
        }

        private boolean isOf(List<ClassLoader> others) {
            boolean same = loaders.size() == others.size();
            for (int i = 0; same && i < loaders.size(); i++) {
                same = isSame(loaders.get(i), others.get(i));
            }
            return same;
        }

        /** The loader of the JDK is null, and so is one that is gone. */
        private static boolean isSame(WeakReference<ClassLoader> mine, ClassLoader other) {
            return mine == null || other == null ? mine == null && other == null : mine.refersTo(other);
        }

        private boolean isGone() {
            return loaders.stream().anyMatch(loader -> loader != null && loader.refersTo(null));
        }
    }

    /** What was found with these loaders, in this order. */
    Found with(List<ClassLoader> loaders) {
        for (Found each : all) {
            if (each.isOf(loaders)) {
                return each;
            }
        }
        return add(loaders);
    }

    private synchronized Found add(List<ClassLoader> loaders) {
        List<Found> kept = new ArrayList<>(all);
        kept.removeIf(Found::isGone);
        for (Found each : kept) {
            if (each.isOf(loaders)) {
                return each;
            }
        }
        if (kept.size() == MOST) {
            kept.remove(0);
        }
        Found added = new Found(loaders);
        kept.add(added);
        all = List.copyOf(kept);
        return added;
    }

    /** How many combinations of loaders it knows. */
    int size() {
        return all.size();
    }
}
