package dev.odb.spi;

/**
 * The states of a persistent object in memory (seed 003, figure 1), ordered so that the inline checks are one
 * comparison: readable without help if above {@link #GHOST}, a field whose value may be changed without a call if above
 * {@link #UNREAD}, writable if above {@link #UP_TO_DATE}.
 */
public final class ObjectState {
    /**
     * Loaded, but not used lately: in an earlier transaction of its connection, or since memory was last looked through.
     * The first access asks whether the state still holds, and shows that it is used.
     */
    public static final byte COLD = -2;
    /** An injected root: every access goes to the object it stands for in the current transaction. */
    public static final byte STAND_IN = -1;
    /** No state in memory; the first access loads it. */
    public static final byte GHOST = 0;
    /**
     * Loaded and unchanged, with a value that can be changed without a call, such as an array, which nobody has read in this
     * transaction.
     */
    public static final byte UNREAD = 1;
    /** Loaded and unchanged. */
    public static final byte UP_TO_DATE = 2;
    /** Made by the application and never stored, or not any more. */
    public static final byte UNSAVED = 3;
    /** Changed in this transaction. */
    public static final byte CHANGED = 4;

    private ObjectState() {}
}
