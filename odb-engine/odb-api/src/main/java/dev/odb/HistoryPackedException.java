package dev.odb;

/** The past was asked for as it was before the last pack: it is not kept any more. */
public class HistoryPackedException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public HistoryPackedException(String code, String message) {
        super(code, message);
    }
}
