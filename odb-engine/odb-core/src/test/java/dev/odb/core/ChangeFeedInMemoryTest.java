package dev.odb.core;

/** The same on memory storage. */
class ChangeFeedInMemoryTest extends ChangeFeedTest {
    @Override
    String url() {
        return "odb:memory:";
    }
}
