package dev.odb.core.storage.file;

import dev.odb.CorruptStorageException;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.Tids;
import java.io.IOException;
import java.util.List;

/**
 * Reads the log into a {@link LogState}, from its beginning or from where a saved index ends, and finds its end. Damage
 * below the highest position that is known to have been durable is an error; from there on it is what a crash leaves: the
 * log ends before it.
 */
final class Replay {
    private static final System.Logger LOGGER = System.getLogger(Replay.class.getName());

    private final Log log;
    private final EntryReader entries;
    private final LogWalk walk;
    private final boolean tolerant;
    private final LogState state;
    private final long limit;
    private final long forced;
    private long position;
    private boolean unforcedEntries;

    private Replay(Log log, LogState state, long from, long forced, long limit, boolean tolerant) {
        this.log = log;
        this.state = state;
        this.limit = limit;
        this.tolerant = tolerant;
        entries = new EntryReader(log);
        walk = new LogWalk(log, entries);
        this.forced = forced;
        position = walk.normalize(from);
    }

    /**
     * Of everything from a position on.
     *
     * @param state what the log means up to there
     * @param forced everything before it is known to have been durable
     * @param tolerant whether damage is only reported, and passed over
     */
    static Replay from(long position, LogState state, long forced, Log log, boolean tolerant) throws IOException {
        long highest = new LogWalk(log, new EntryReader(log)).highestForced(position);
        return new Replay(log, state, position, Math.max(forced, highest), Long.MAX_VALUE, tolerant);
    }

    /** Of everything up to a position before which all is durable. */
    static Replay upTo(Log log, long limit, boolean tolerant) {
        return new Replay(log, new LogState(), log.start(), limit, limit, tolerant);
    }

    /** Reads it. */
    LogState run() throws IOException {
        while (position < limit) {
            GroupHeader group = walk.group(position);
            if (group == null) {
                if (position >= forced) {
                    break;
                }
                passOver(position, "no group stands where one was" + missing(position));
            } else if (!apply(group)) {
                break;
            }
        }
        state.finish();
        return state;
    }

    /** Where the log ends. */
    long end() {
        return position;
    }

    /** Everything before it is known to be durable. */
    long forced() {
        return forced;
    }

    /** Whether between that and the end anything stands that is not. */
    boolean unforcedEntries() {
        return unforcedEntries;
    }

    private boolean apply(GroupHeader group) throws IOException {
        boolean unforced = group.position() >= forced;
        try {
            List<Entry> read = entries.entries(group, unforced);
            for (Entry entry : read) {
                state.apply(entry, group);
            }
            unforcedEntries |= unforced && !read.isEmpty();
            position = walk.normalize(group.end());
            return true;
        } catch (DamagedException e) {
            if (unforced) {
                return false;
            }
            passOver(e.position(), e.getMessage());
            return true;
        }
    }

    private void passOver(long damaged, String what) throws IOException {
        GroupHeader next = walk.search(position);
        CorruptStorageException damage =
                StorageMessages.damagedLog(log.files().location(), Positions.describe(damaged), what, affected(next));
        if (!tolerant) {
            throw damage;
        }
        LOGGER.log(System.Logger.Level.WARNING, StorageMessages.openedDamaged(damage.getMessage()));
        position = next == null ? forced : next.position();
    }

    private String missing(long where) {
        Segment next = log.segment(Positions.segment(where) + 1);
        boolean missing = next != null && next.file instanceof MissingFile;
        return missing ? ", and file '" + SegmentName.of(next.number) + "' is missing" : "";
    }

    private String affected(GroupHeader next) {
        String from = state.lastTid == 0
                ? "the first transactions"
                : "what was written after transaction " + state.lastTid + " of " + Tids.instant(state.lastTid);
        return from
                + (next == null
                        ? ", to the end"
                        : ", up to the next readable group in " + Positions.describe(next.position()));
    }
}
