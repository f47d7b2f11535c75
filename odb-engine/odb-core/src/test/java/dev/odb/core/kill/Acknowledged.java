package dev.odb.core.kill;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** What the writers said, kept outside of their process: by journal key, the last step. */
final class Acknowledged {
    private final Map<String, Step> steps = new HashMap<>();

    /** Takes in a line of {@link KilledWriters}. */
    void add(String line) {
        String[] words = line.split(" ");
        steps.put(words[1] + ":" + words[2], Step.valueOf(words[0]));
    }

    Step step(String key) {
        return steps.get(key);
    }

    /** What was found out about a transaction after the kill. */
    void settle(String key, Step step) {
        steps.put(key, step);
    }

    void forEach(BiConsumer<String, Step> action) {
        Map.copyOf(steps).forEach(action);
    }
}
