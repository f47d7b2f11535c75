package dev.odb.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.NotEnhancedException;
import dev.odb.Persistent;
import dev.odb.spi.Managed;
import java.io.ByteArrayInputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be stored is named with its path. */
class UnstorableTest {
    record Attachment(String name, Object content) {}

    private final Space space = new Space();

    private UnstorableValueException refused(Object value) {
        Holder holder = new Holder();
        holder.value = value;
        UnstorableValueException refused =
                catchThrowableOfType(UnstorableValueException.class, () -> space.encode(holder));
        assertThat(refused).as("the encoder can be used again").isNotNull();
        assertThat(space.encode(new Holder())).isNotEmpty();
        return refused;
    }

    @Test
    void deepInside_theWholePathIsNamed() {
        Object stream = new ByteArrayInputStream(new byte[0]);
        UnstorableValueException inMap =
                refused(new HashMap<>(Map.of("HHH-1", new Attachment("a", new Object[] {1, stream}))));
        assertThat(inMap.path()).isEqualTo("value[\"HHH-1\"].content[1]");
        assertThat(inMap.value()).isSameAs(stream);
        assertThat(inMap).hasMessageContaining("java.io.ByteArrayInputStream").hasMessageContaining("@Persistent");
        assertThat(refused(List.of(1, 2, 3, stream)).path()).isEqualTo("value[3]");
        assertThat(refused(Map.of(stream, 1)).path()).isEqualTo("value.keys[0]");
    }

    @Test
    void collectionsOfOtherKinds_areRefused() {
        List<Object> others = List.of(
                Collections.synchronizedList(new ArrayList<>()),
                new java.util.concurrent.ConcurrentHashMap<>(),
                new ArrayList<>(List.of(1)).subList(0, 1),
                new HashMap<>(Map.of(1, 2)).keySet(),
                new ArrayList<>() {},
                new Thread());
        for (Object other : others) {
            assertThat(refused(other)).hasMessageContaining(other.getClass().getName());
        }
        TreeMap<String, Integer> byLambda = new TreeMap<>((left, right) -> right.compareTo(left));
        assertThat(refused(byLambda)).hasMessageContaining("comparator");
    }

    @Test
    void tooDeep_isRefused() {
        List<Object> value = List.of();
        for (int i = 0; i < ValueWriter.MAX_DEPTH; i++) {
            value = List.of(value);
        }
        assertThat(refused(value)).hasMessageContaining("deep");
        List<Object> inner = new ArrayList<>();
        inner.add(Collections.unmodifiableList(inner));
        assertThat(refused(inner)).hasMessageContaining("deep");
    }

    @Test
    void setThatContainsItself_isRefused() {
        Set<Object> set = new HashSet<>();
        Object[] array = {set};
        set.add(array);
        assertThat(refused(set)).hasMessageContaining("contains itself");
    }

    @Test
    void classThatWasNotEnhanced_isNamedWithItsPath(@TempDir Path folder) throws Exception {
        Path source = Files.writeString(
                folder.resolve("Forgotten.java"), "@dev.odb.Persistent public class Forgotten { String name; }");
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(result).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, Persistent.class.getClassLoader())) {
            checkForgotten(loader.loadClass("Forgotten"));
        }
    }

    private void checkForgotten(Class<?> forgottenClass) throws Exception {
        Object forgotten = forgottenClass.getDeclaredConstructor().newInstance();
        NotEnhancedException refused =
                catchThrowableOfType(NotEnhancedException.class, () -> space.encode(holding(List.of("x", forgotten))));
        assertThat(refused.code()).isEqualTo("ODB-2020");
        assertThat(refused).hasMessageContaining(forgottenClass.getName()).hasMessageContaining("'value[1]'");
        assertThat(catchThrowableOfType(NotEnhancedException.class, () -> space.catalog.define(forgottenClass)))
                .hasMessageContaining(forgottenClass.getName());
    }

    @Test
    void collectionOfAnotherObject_isRefused() {
        Holder first = holding(new ArrayList<>(List.of(1)));
        Holder loaded = space.decode(space.encode(first), first);
        UnstorableValueException refused = refused(Map.of("mine", loaded.value));
        assertThat(refused.path()).isEqualTo("value[\"mine\"]");
        assertThat(refused)
                .hasMessageContaining(Holder.class.getName())
                .hasMessageContaining("oid " + ((Managed) (Object) loaded).$odb_oid())
                .hasMessageContaining("copy");
        assertThat(space.encode(holding(new ArrayList<>((List<?>) loaded.value))))
                .isNotEmpty();
    }

    @Test
    void references_areGivenTheirPath() {
        Holder target = new Holder();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("k", List.of("x", target));
        space.encode(holding(map));
        assertThat(space.paths).containsExactly("value[\"k\"][1]");
    }

    private static Holder holding(Object value) {
        Holder holder = new Holder();
        holder.value = value;
        return holder;
    }
}
