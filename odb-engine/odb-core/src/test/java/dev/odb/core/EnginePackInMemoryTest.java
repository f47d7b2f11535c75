package dev.odb.core;

/** The same on memory storage. */
class EnginePackInMemoryTest extends EnginePackTest {
    @Override
    String url() {
        return "odb:memory:";
    }
}
