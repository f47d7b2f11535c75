package dev.odb.core.storage.file;

/** While a backup was made, something else changed the database so that it must begin again. Internal. */
final class OvertakenException extends Exception {
    private static final long serialVersionUID = 1L;

    OvertakenException(String what) {
        super(what);
    }
}
