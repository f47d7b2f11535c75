package dev.odb.core.record.tracked;

/** A tracked collection that is given its elements when it is first touched, since hashing them may load objects. */
public interface Lazy extends Tracked {
    /** What it will hold, for a map keys and values in turn; null if it holds it. */
    Object[] $odb_pending();

    /** Gives it its elements now. */
    void $odb_fill();
}
