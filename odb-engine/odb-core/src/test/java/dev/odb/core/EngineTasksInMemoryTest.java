package dev.odb.core;

/** The same in memory. */
class EngineTasksInMemoryTest extends EngineTasksTest {
    @Override
    String url() {
        return "odb:memory:tasks";
    }

    /** It would be gone. */
    @Override
    void reopen() {}
}
