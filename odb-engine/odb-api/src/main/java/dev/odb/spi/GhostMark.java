package dev.odb.spi;

/** The parameter type that tells the synthetic ghost constructor apart; always null. */
public final class GhostMark {
    private GhostMark() {}
}
