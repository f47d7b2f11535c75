package dev.odb.core;

/** The same on memory storage. */
class EngineBlobInMemoryTest extends EngineBlobTest {
    @Override
    String url() {
        return "odb:memory:";
    }
}
