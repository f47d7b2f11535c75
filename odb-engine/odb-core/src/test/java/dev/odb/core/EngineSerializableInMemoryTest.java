package dev.odb.core;

/** The same on memory storage. */
class EngineSerializableInMemoryTest extends EngineSerializableTest {
    @Override
    String url() {
        return "odb:memory:";
    }
}
