package dev.odb.enhancer;

/** Something stands in the way of enhancing the classes of a build; the message lists everything that does. */
public final class EnhancementException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    EnhancementException(String message) {
        super(message);
    }
}
