package dev.odb.core.storage.file;

import dev.odb.CorruptStorageException;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.Tids;
import java.io.IOException;
import java.util.List;

/**
 * Reads the log from its beginning into a {@link LogState} and finds its end. Damage below the highest position that is
 * known to have been durable is an error; from there on it is what a crash leaves: the log ends before it.
 */
final class Replay {
    private static final System.Logger LOGGER = System.getLogger(Replay.class.getName());

    private final Log log;
    private final EntryReader entries;
    private final LogWalk walk;
    private final boolean tolerant;
    private final LogState state = new LogState();
    private final long forced;
    private long position;
    private boolean unforcedEntries;

    /** With {@code tolerant} damage is only reported, and passed over. */
    Replay(Log log, boolean tolerant) throws IOException {
        this.log = log;
        this.tolerant = tolerant;
        entries = new EntryReader(log);
        walk = new LogWalk(log, entries);
        forced = walk.highestForced();
        position = walk.normalize(log.start());
    }

    /** Reads everything. */
    LogState run() throws IOException {
        while (true) {
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
