package dev.odb.core;

/** The same on memory storage. */
class EngineSavepointInMemoryTest extends EngineSavepointTest {
    @Override
    String url() {
        return "odb:memory:";
    }
}
