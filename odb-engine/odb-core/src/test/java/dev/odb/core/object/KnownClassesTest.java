package dev.odb.core.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.model.Person;
import dev.odb.spi.Managed;
import org.junit.jupiter.api.Test;

/** What one transaction finds in class loaders, for the next one. */
class KnownClassesTest {
    private final KnownClasses known = new KnownClasses();
    private final Managed person = (Managed) (Object) new Person("", 0);

    @Test
    void found_isKnownForThatLoaderOnly() {
        ClassLoader own = Person.class.getClassLoader();
        known.put(700, own, person);
        assertThat(known.get(700, own)).isSameAs(person);
        assertThat(known.get(700, ClassLoader.getPlatformClassLoader())).isNull();
        assertThat(known.get(699, own)).isNull();
        assertThat(known.get(70_000, own)).isNull();
    }

    @Test
    void otherLoader_takesThePlace() {
        ClassLoader own = Person.class.getClassLoader();
        known.put(3, own, person);
        known.put(3, ClassLoader.getPlatformClassLoader(), person);
        assertThat(known.get(3, own)).isNull();
        assertThat(known.get(3, ClassLoader.getPlatformClassLoader())).isSameAs(person);
    }
}
