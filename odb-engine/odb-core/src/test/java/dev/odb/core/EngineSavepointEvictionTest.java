package dev.odb.core;

import dev.odb.OdbConfiguration;

/** The same where every object that can lose its state in memory does so at the next chance. */
class EngineSavepointEvictionTest extends EngineSavepointTest {
    @Override
    OdbConfiguration configuration(String url) {
        return OdbConfiguration.of(url).withMaxObjects(0).withRecordCacheBytes(0);
    }
}
