package dev.odb.core.storage.file;

/** While a backup was made, something else changed the database so that it must begin again. Internal. */
final class OvertakenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean missing;

    /**
     * What has happened.
     *
     * @param missing whether something is not there, which may also mean that it never comes back
     */
    OvertakenException(String what, boolean missing) {
        super(what);
        this.missing = missing;
    }

    boolean missing() {
        return missing;
    }
}
