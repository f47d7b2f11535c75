package dev.odb.tests.crash.inside;

/** Where connections come from: a server's pool, or a plain factory. */
interface Source<C> {
    /** One that takes part in the thread's transaction, if there is one. */
    C open() throws Exception;

    /** Takes one back; the transaction that it takes part in goes on. */
    void close(C connection) throws Exception;
}
