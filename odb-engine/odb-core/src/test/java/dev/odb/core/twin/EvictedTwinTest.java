package dev.odb.core.twin;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same as {@link GraphTwinTest} where memory has room for hardly any object, so that objects become ghosts between any
 * two operations and in the middle of most. Arrays and the like are not kept from one transaction to the next.
 */
class EvictedTwinTest {
    @TempDir
    Path folder;

    static LongStream seeds() {
        double scale = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));
        return GraphTwinTest.seeds().limit(scale < 1 ? 1 : 4);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void databaseWithRoomForNothing_equalsItsTwin(long seed) {
        OdbConfiguration configuration =
                OdbConfiguration.of("odb:memory:twin").withMaxObjects(0).withRecordCacheBytes(5_000);
        GraphTwinTest.run(seed, () -> ObjectDatabase.open(configuration), false, false, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void databaseWithRoomForAFew_equalsItsTwinAfterReopen(long seed) {
        OdbConfiguration configuration =
                OdbConfiguration.of("odb:file:" + folder.resolve("db")).withMaxObjects(7);
        GraphTwinTest.run(seed, () -> ObjectDatabase.open(configuration), true, false, 200);
    }
}
