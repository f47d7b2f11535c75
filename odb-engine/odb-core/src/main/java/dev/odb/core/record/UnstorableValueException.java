package dev.odb.core.record;

/** A value was reached that cannot be stored; the object layer completes the path and tells the application. */
public sealed class UnstorableValueException extends RuntimeException permits SharedValueException {
    private static final long serialVersionUID = 1;

    private final String path;
    private final transient Object value;

    UnstorableValueException(String path, Object value, String reason) {
        super(reason, null, false, false);
        this.path = path;
        this.value = value;
    }

    /** Where it stands in the object that was encoded, such as {@code tags[3]}. */
    public String path() {
        return path;
    }

    /** The value. */
    public Object value() {
        return value;
    }
}
