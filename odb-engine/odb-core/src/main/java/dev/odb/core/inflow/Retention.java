package dev.odb.core.inflow;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/** How far a pack may go for the subscriptions, and which of them it passes over. Belongs to one pack. */
public final class Retention {
    private static final Logger LOG = System.getLogger(Retention.class.getName());

    private final String location;
    private final long keptFrom;
    private final List<Unheard> passedOver = new ArrayList<>();
    private long upTo;
    private String reason = "";

    private record Unheard(String subscription, long tid) {}

    /**
     * Of a pack that nobody holds back yet.
     *
     * @param asked the tid up to which it is asked for
     * @param keptFrom transactions from that tid on are kept for who has not heard of them
     */
    Retention(String location, long asked, long keptFrom) {
        this.location = location;
        this.keptFrom = keptFrom;
        upTo = asked;
    }

    /** A subscription has not heard of a transaction that the pack is asked to take. */
    void unheard(String subscription, long tid) {
        if (tid < keptFrom) {
            passedOver.add(new Unheard(subscription, tid));
        } else if (tid <= upTo) {
            upTo = tid - 1;
            reason = FeedMessages.unheard(subscription, tid);
        }
    }

    /** The newest transaction that it may take. */
    public long upTo() {
        return upTo;
    }

    /** Why that is less than was asked for, or empty. */
    public String reason() {
        return reason;
    }

    /** The subscriptions that had not heard of all that it has taken, or as a dry run would have. */
    public List<String> passedOver(long packed) {
        return passedOver.stream()
                .filter(unheard -> unheard.tid <= packed)
                .map(Unheard::subscription)
                .toList();
    }

    /** Tells the log of them. */
    public void warn(long packed) {
        for (Unheard unheard : passedOver) {
            if (unheard.tid <= packed) {
                LOG.log(Level.WARNING, FeedMessages.passedOver(location, unheard.subscription, unheard.tid, packed));
            }
        }
    }
}
