package dev.odb.core;

/** The same on memory storage. */
class EngineTransactionsInMemoryTest extends EngineTransactionsTest {
    @Override
    String url() {
        return "odb:memory:";
    }
}
