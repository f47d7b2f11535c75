package dev.odb.core.record.tracked;

/** The objects of a record's block of references, each made when it is asked for. */
public interface LateTargets {
    /** The object at a place of the block; a ghost if it is not in memory yet. */
    Object target(int place);

    /**
     * Where a list has the next object that has state.
     *
     * @param places of the list's elements, plus one; 0 is none
     * @param from the first index of them to look at
     * @return -1 if there is none
     */
    int nextLoaded(int[] places, int from);
}
