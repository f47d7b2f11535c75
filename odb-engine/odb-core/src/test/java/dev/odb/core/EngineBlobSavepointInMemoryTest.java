package dev.odb.core;

/** The same on memory storage. */
class EngineBlobSavepointInMemoryTest extends EngineBlobSavepointTest {
    @Override
    String url() {
        return "odb:memory:";
    }
}
