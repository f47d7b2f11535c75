package dev.odb.tests.crash;

/** What the transaction manager runs in. */
enum ServerKind {
    /** Narayana and the adapter, without a server. */
    PLAIN,
    WILDFLY
}
