package dev.odb.core.storage.file;

import java.util.ArrayList;
import java.util.List;

/** The parts of a batch that can be read, the last one first. One thread. */
final class PartChain {
    private final List<Entry.PartEntry> parts = new ArrayList<>();
    private final List<Lost> lost = new ArrayList<>();
    /** From here on it is not certain that they are the batch's. */
    private int doubtful = Integer.MAX_VALUE;

    void add(Entry.PartEntry part, List<Lost> lostOfPart) {
        parts.add(part);
        lost.addAll(lostOfPart);
    }

    /** That one cannot be read, and so nobody names those before it. */
    void missing(long position) {
        lost.add(new Lost(position, 0, false, -1, "a part of a batch cannot be read"));
    }

    /** What comes now is named by a part whose head is damaged. */
    void doubt() {
        doubtful = Math.min(doubtful, parts.size());
    }

    boolean isDoubtful() {
        return doubtful < Integer.MAX_VALUE;
    }

    void removeDoubtful() {
        if (doubtful < parts.size()) {
            parts.subList(doubtful, parts.size()).clear();
        }
    }

    /** Whether, with the damaged ones, they have so many records. */
    boolean has(int count) {
        return records() + lost.size() == count;
    }

    int damaged() {
        return lost.size();
    }

    int records() {
        return parts.stream().mapToInt(part -> part.oids().length).sum();
    }

    List<Entry.PartEntry> parts() {
        return parts;
    }

    /** The damaged ones, of so many that there should be. */
    List<Lost> lost(int count, long batch) {
        if (!has(count)) {
            long position =
                    parts.isEmpty() ? batch : parts.get(parts.size() - 1).position();
            lost.add(new Lost(
                    position, 0, false, -1, (count - records()) + " records cannot be found in parts of a batch"));
        }
        return lost;
    }
}
