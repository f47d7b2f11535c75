package dev.odb.core.record.tracked;

/** A collection that tells its object before it changes. */
public interface Tracked {
    /** The bond with the object. */
    Tracker $odb_tracker();
}
