package dev.odb.core.storage.file;

import dev.odb.DatabaseStatistics.Forces;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts the forced writes of a storage, of one log after the other. Any thread; told once a force. */
final class ForceCounts {
    /** The last place is for all that are larger. */
    private static final int PLACES = 12;

    private final long[] bySize = new long[PLACES];
    private long count;
    private long bytes;
    private long commits;

    /** A force has made so much durable. */
    synchronized void forced(long itsBytes, long itsCommits) {
        count++;
        bytes += itsBytes;
        commits += itsCommits;
        bySize[place(itsCommits)]++;
    }

    synchronized Forces snapshot() {
        Map<String, Long> shown = new LinkedHashMap<>();
        for (int place = 0; place < PLACES; place++) {
            shown.put(name(place), bySize[place]);
        }
        return new Forces(count, bytes, commits, shown);
    }

    /** 0, 1, 2, then each twice as wide as the one before. */
    private static int place(long commits) {
        return commits <= 0 ? 0 : Math.min(PLACES - 1, Long.SIZE - Long.numberOfLeadingZeros(commits - 1) + 1);
    }

    private static String name(int place) {
        if (place < 3) {
            return Integer.toString(place);
        }
        long from = (1L << place - 2) + 1;
        return place == PLACES - 1 ? from + "+" : from + "-" + (1L << place - 1);
    }
}
