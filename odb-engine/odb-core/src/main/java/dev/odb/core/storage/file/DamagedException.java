package dev.odb.core.storage.file;

/** What was read at a position is not what was written there. Internal: callers decide whether it is a torn tail. */
final class DamagedException extends Exception {
    private static final long serialVersionUID = 1;

    private final long position;

    DamagedException(long position, String what) {
        super(what);
        this.position = position;
    }

    long position() {
        return position;
    }
}
