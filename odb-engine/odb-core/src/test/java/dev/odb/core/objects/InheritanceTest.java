package dev.odb.core.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.objects.Creatures.Dog;
import dev.odb.core.objects.Creatures.Named;
import dev.odb.core.objects.Creatures.Nothing;
import dev.odb.core.objects.Creatures.Puppy;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Objects of classes with superclasses, interfaces, type parameters, and with no fields at all. */
class InheritanceTest extends Reopened {
    private static Puppy puppy() {
        Dog mother = new Dog("Bella", "collie");
        Puppy puppy = new Puppy("Fips", mother);
        mother.friends().add(puppy);
        return puppy;
    }

    @Test
    void fieldsOfAllLevels_areStored_alsoThoseOfOneName() {
        Puppy puppy = puppy();
        puppy.touch();
        Puppy loaded = reopened(puppy);
        assertThat(loaded.name()).isEqualTo("Fips");
        assertThat(loaded.breed()).isEqualTo("collie");
        assertThat(loaded.secretOfCreature()).isEqualTo(1);
        assertThat(loaded.secretOfDog()).isEqualTo(3);
        assertThat(loaded.secretOfPuppy()).isEqualTo(4);
        assertThat(loaded.heard).as("transient, set by @OnLoad").isEqualTo(-1);
    }

    @Test
    void reference_isAGhostOfTheStoredClass_andIsNotLoadedForThat() {
        Puppy loaded = reopened(puppy());
        Named mother = loaded.mother();
        assertThat(mother.getClass()).isEqualTo(Dog.class);
        assertThat(mother).isInstanceOf(Comparable.class).isNotInstanceOf(Puppy.class);
        assertThat(((Managed) mother).$odb_state()).isEqualTo(ObjectState.GHOST);
        assertThat(((Dog) mother).friends()).first().isSameAs(loaded);
    }

    @Test
    void abstractDefaultAndBridgeMethods_workOnGhosts() {
        assertThat(((Named) reopened(puppy())).greeting()).isEqualTo("I am Fips");
        Puppy second = reopened(puppy());
        assertThat(second.sound()).isEqualTo("wuff");
        Comparable<Integer> weight = ((Creatures.Creature<Integer>) second).weight();
        assertThat(weight).isEqualTo(7);
        Dog third = reopened(new Dog("a", "bb"));
        assertThat(List.of(new Dog("x", "b"), third, new Dog("y", "bbb")))
                .isSortedAccordingTo((a, b) -> a.compareTo(b));
    }

    @Test
    void changeByADefaultMethod_isStored() {
        Puppy puppy = reopened(puppy());
        puppy.shout();
        puppy.mother().shout();
        connection().commit();
        Puppy again = reloaded();
        assertThat(again.name()).isEqualTo("Fips!");
        assertThat(again.mother().name()).isEqualTo("Bella!");
    }

    @Test
    void constructorsAndInitializers_runOnceInALife() {
        Puppy puppy = puppy();
        int made = Dog.made();
        Puppy loaded = reopened(puppy);
        assertThat(loaded.mother().name()).isEqualTo("Bella");
        assertThat(Dog.made()).isEqualTo(made);
    }

    @Test
    void objectWithoutFields_isStoredAndHasItsIdentity() {
        Box box = new Box();
        box.value = new Nothing();
        box.list.add(box.value);
        Box loaded = reopened(box);
        assertThat(loaded.value).isExactlyInstanceOf(Nothing.class).isSameAs(loaded.list.get(0));
        assertThat(((Nothing) loaded.value).kind()).isEqualTo("nothing");
        assertThat(connection().oid(loaded.value)).isPositive();
        connection().readCurrent(loaded.value);
        assertThat(connection().serial(loaded.value)).isPositive();
    }
}
