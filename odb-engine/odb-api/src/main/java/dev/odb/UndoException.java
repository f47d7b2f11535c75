package dev.odb;

/** A transaction cannot be undone. Nothing was changed by the call. */
public class UndoException extends OdbException {
    private static final long serialVersionUID = 1;

    private final long[] oids;

    /** Built by the message catalogues. */
    public UndoException(String code, String message) {
        this(code, message, new long[0]);
    }

    /** Built by the message catalogues; {@code oids} are those in the way. */
    public UndoException(String code, String message, long[] oids) {
        super(code, message);
        this.oids = oids.clone();
    }

    /** Every object that is in the way, in order; empty if the reason is another. */
    public long[] oids() {
        return oids.clone();
    }
}
