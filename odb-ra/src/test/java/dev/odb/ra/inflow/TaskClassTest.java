package dev.odb.ra.inflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.inflow.OdbTaskListener;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskClassTest {
    private static class Direct implements OdbTaskListener<String> {
        @Override
        public void onTask(String task) {}
    }

    private static class Below extends Direct implements Comparable<Below> {
        @Override
        public int compareTo(Below other) {
            return 0;
        }
    }

    private abstract static class General<A, T> implements Special<T> {}

    private interface Special<S> extends OdbTaskListener<S> {}

    private static class Bound extends General<String, Integer> {
        @Override
        public void onTask(Integer task) {}
    }

    private static class OfGeneric implements OdbTaskListener<List<String>> {
        @Override
        public void onTask(List<String> task) {}
    }

    @SuppressWarnings("rawtypes")
    private static class Raw implements OdbTaskListener {
        @Override
        public void onTask(Object task) {}
    }

    private static class Open<T> implements OdbTaskListener<T> {
        @Override
        public void onTask(T task) {}
    }

    @Test
    void declaredClass_isFoundWhereverItIsDeclared() {
        assertThat(TaskClass.of(Direct.class)).isEqualTo(String.class);
        assertThat(TaskClass.of(Below.class)).isEqualTo(String.class);
        assertThat(TaskClass.of(Bound.class)).isEqualTo(Integer.class);
        assertThat(TaskClass.of(OfGeneric.class)).isEqualTo(List.class);
    }

    @Test
    void classThatIsLeftOpen_isAny() {
        assertThat(TaskClass.of(Raw.class)).isEqualTo(Object.class);
        assertThat(TaskClass.of(Open.class)).isEqualTo(Object.class);
        assertThat(TaskClass.of(String.class)).isEqualTo(Object.class);
    }
}
