package dev.odb;

/** How a transaction ended, for {@link OdbTransaction#afterCompletion}. */
public enum Outcome {
    /** It is durable and others see it. */
    COMMITTED,
    /** Nothing of it was stored. */
    ROLLED_BACK,
    /** Nobody here knows: see {@link UnknownOutcomeException}, or the database was closed before it was decided. */
    UNKNOWN
}
