package dev.odb.core;

/** The same on memory storage. */
class EngineHistoryInMemoryTest extends EngineHistoryTest {
    @Override
    String url() {
        return "odb:memory:";
    }
}
