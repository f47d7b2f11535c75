package dev.odb.core.record.tracked;

/** The objects of a record's block of references, each made when it is asked for. */
public interface LateTargets {
    /** The object at a place of the block; a ghost if it is not in memory yet. */
    Object target(int place);

    /** The object at a place of the block if it has state, else null. */
    Object loaded(int place);
}
