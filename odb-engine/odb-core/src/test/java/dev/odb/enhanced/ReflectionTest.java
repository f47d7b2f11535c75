package dev.odb.enhanced;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.enhanced.other.Branch;
import dev.odb.enhanced.other.Twig;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReflectionTest {
    private static final List<Class<?>> MODEL = List.of(Node.class, Branch.class, Twig.class, Constructed.Early.class);

    @Test
    void injectedFields_arePrivateSyntheticAndTransient() {
        List<Field> injected = MODEL.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> field.getName().startsWith("$odb_"))
                .toList();
        assertThat(injected)
                .hasSize(4)
                .allMatch(field -> field.isSynthetic()
                        && Modifier.isPrivate(field.getModifiers())
                        && Modifier.isTransient(field.getModifiers()));
    }

    @Test
    void injectedMethodsAndConstructors_areSynthetic() {
        List<Executable> injected = MODEL.stream()
                .flatMap(type ->
                        Stream.concat(Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getConstructors())))
                .filter(ReflectionTest::isInjected)
                .toList();
        assertThat(injected).hasSizeGreaterThan(50).allMatch(Executable::isSynthetic);
    }

    private static boolean isInjected(Executable member) {
        return member instanceof Method && member.getName().startsWith("$odb_")
                || member instanceof Constructor<?> constructor
                        && Arrays.stream(constructor.getParameterTypes())
                                .anyMatch(type -> type.getSimpleName().equals("GhostMark"));
    }

    @Test
    void persistentFields_arePrivateAndNotFinal() {
        List<Field> persistent = MODEL.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .toList();
        assertThat(persistent)
                .hasSizeGreaterThan(15)
                .allMatch(field -> Modifier.isPrivate(field.getModifiers()) && !Modifier.isFinal(field.getModifiers()));
    }

    @Test
    void aGettersOnlyReader_seesTheSameOnAGhost() throws ReflectiveOperationException {
        Node ghost = new CountingOwner().ghostOf(new Node("x"));
        assertThat(Node.class.getMethod("name").invoke(ghost)).isEqualTo("x");
        assertThat(Node.class.getFields()).isEmpty();
    }
}
