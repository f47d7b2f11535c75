package dev.odb;

/** What was to be imported is damaged, or was not made by an export. Nothing was imported. */
public final class ImportException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public ImportException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
