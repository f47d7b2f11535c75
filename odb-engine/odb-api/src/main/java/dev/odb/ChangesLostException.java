package dev.odb;

/** A pack has taken transactions that a durable subscription has not heard of yet. */
public class ChangesLostException extends OdbException {
    private static final long serialVersionUID = 1;

    private final String subscription;
    private final long first;
    private final long last;

    /** Built by the message catalogues. */
    public ChangesLostException(String code, String message, String subscription, long first, long last) {
        super(code, message);
        this.subscription = subscription;
        this.first = first;
        this.last = last;
    }

    /** The name of the subscription. */
    public String subscription() {
        return subscription;
    }

    /** No transaction below this tid is missing. */
    public long first() {
        return first;
    }

    /** No transaction above this tid is missing. */
    public long last() {
        return last;
    }
}
