package dev.odb.core;

/** The same in memory. */
class EngineMetadataInMemoryTest extends EngineMetadataTest {
    @Override
    String url() {
        return "odb:memory:";
    }
}
