package dev.odb.core.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.Allocated;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;

/** The load path asks for an event each time. */
class LoadEventTest {
    @Test
    void loadThatNobodyRecords_allocatesNoEvent() {
        assertThat(Allocated.by(LoadEvent::start)).isZero();
    }

    /** A recording with the JVM's settings has every event that does not say otherwise; loads would fill it. */
    @Test
    void recordingOfOtherEvents_allocatesNoEvent() {
        try (Recording other = new Recording()) {
            other.enable("jdk.GCPhasePause");
            other.start();
            assertThat(Allocated.by(LoadEvent::start)).isZero();
        }
    }

    @Test
    void recording_getsAnEvent() {
        try (Recording recording = new Recording()) {
            recording.enable("dev.odb.Load");
            recording.start();
            assertThat(LoadEvent.start()).isNotNull();
        }
    }
}
