package dev.odb.core.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What resolvers share of the classes that they found. */
class FoundClassesTest {
    private final FoundClasses known = new FoundClasses();

    private static ClassLoader loader() {
        return new URLClassLoader(new URL[0], null);
    }

    @Test
    void sameLoadersInSameOrder_shareWhatWasFound() {
        ClassLoader first = loader();
        ClassLoader second = loader();
        known.with(List.of(first, second)).put("A", Integer.class);
        assertThat(known.with(List.of(first, second)).get("A")).isSameAs(Integer.class);
        assertThat(known.with(List.of(first, second)).get("B")).isNull();
        assertThat(known.with(List.of(second, first)).get("A")).isNull();
        assertThat(known.with(List.of(first)).get("A")).isNull();
        assertThat(known.with(Arrays.asList(first, null)).get("A")).isNull();
        known.with(Arrays.asList(first, null)).put("A", Long.class);
        assertThat(known.with(Arrays.asList(first, null)).get("A")).isSameAs(Long.class);
    }

    @Test
    void manyLoaders_areForgottenInTheOrderInWhichTheyCame() {
        ClassLoader first = loader();
        known.with(List.of(first)).put("A", Integer.class);
        List<ClassLoader> others =
                Stream.generate(FoundClassesTest::loader).limit(100).toList();
        others.forEach(other -> known.with(List.of(other)).put("A", Long.class));
        assertThat(known.size()).isEqualTo(64);
        assertThat(known.with(List.of(first)).get("A")).isNull();
        assertThat(known.with(List.of(others.get(99))).get("A")).isSameAs(Long.class);
    }

    @Test
    void loaderThatIsGone_isForgotten() throws Exception {
        ClassLoader stays = loader();
        WeakReference<ClassLoader> gone = used(stays);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!gone.refersTo(null)) {
            System.gc();
            if (System.nanoTime() > deadline) {
                fail("the loader is still held");
            }
        }
        known.with(List.of(stays));
        assertThat(known.size()).isEqualTo(1);
        assertThat(known.with(Arrays.asList(stays, null)).get("A")).isNull();
    }

    private WeakReference<ClassLoader> used(ClassLoader stays) {
        ClassLoader goes = loader();
        known.with(List.of(stays, goes)).put("A", Integer.class);
        return new WeakReference<>(goes);
    }
}
