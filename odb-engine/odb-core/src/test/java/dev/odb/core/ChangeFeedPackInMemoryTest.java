package dev.odb.core;

/** The same on memory storage. */
class ChangeFeedPackInMemoryTest extends ChangeFeedPackTest {
    @Override
    String url() {
        return "odb:memory:";
    }
}
