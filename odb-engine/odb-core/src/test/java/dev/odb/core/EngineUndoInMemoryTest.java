package dev.odb.core;

/** The same on memory storage. */
class EngineUndoInMemoryTest extends EngineUndoTest {
    @Override
    String url() {
        return "odb:memory:";
    }
}
