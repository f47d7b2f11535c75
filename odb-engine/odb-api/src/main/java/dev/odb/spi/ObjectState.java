package dev.odb.spi;

/**
 * The states of a persistent object in memory (seed 003, figure 1), ordered so that the inline checks are one
 * comparison: readable without help if above {@link #GHOST}, writable if above {@link #UP_TO_DATE}.
 */
public final class ObjectState {
    /** Loaded in an earlier transaction of its connection; the first access asks whether that still holds. */
    public static final byte COLD = -2;
    /** An injected root: every access goes to the object it stands for in the current transaction. */
    public static final byte STAND_IN = -1;
    /** No state in memory; the first access loads it. */
    public static final byte GHOST = 0;
    /** Loaded and unchanged. */
    public static final byte UP_TO_DATE = 1;
    /** Made by the application and never stored, or not any more. */
    public static final byte UNSAVED = 2;
    /** Changed in this transaction. */
    public static final byte CHANGED = 3;

    private ObjectState() {}
}
