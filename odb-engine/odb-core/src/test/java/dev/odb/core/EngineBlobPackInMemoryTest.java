package dev.odb.core;

/** The same on memory storage. */
class EngineBlobPackInMemoryTest extends EngineBlobPackTest {
    @Override
    String url() {
        return "odb:memory:";
    }
}
