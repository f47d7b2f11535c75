package dev.odb.core.record;

import dev.odb.spi.Managed;

/** A mutable value was met that is part of another object too. */
public final class SharedValueException extends UnstorableValueException {
    private static final long serialVersionUID = 1;

    private final transient Managed other;

    SharedValueException(String path, Object value, Managed other, String reason) {
        super(path, value, reason);
        this.other = other;
    }

    /** The other object. */
    public Managed other() {
        return other;
    }
}
