package dev.odb;

import java.time.Instant;

/** A moment of a database's past, for {@link ObjectDatabase#connect(AsOf)}. */
public sealed interface AsOf {
    /** After a transaction. */
    record Transaction(long tid) implements AsOf {
        @Override
        public String toString() {
            return "transaction " + tid;
        }
    }

    /** At an instant. */
    record Moment(Instant instant) implements AsOf {
        @Override
        public String toString() {
            return instant.toString();
        }
    }

    /** The state that the transaction left behind. */
    static AsOf tid(long tid) {
        return new Transaction(tid);
    }

    /** The state that the newest transaction not after the instant left behind. */
    static AsOf instant(Instant instant) {
        return new Moment(instant);
    }
}
