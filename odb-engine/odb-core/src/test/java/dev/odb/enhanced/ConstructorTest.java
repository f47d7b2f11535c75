package dev.odb.enhanced;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.spi.ObjectState;
import org.junit.jupiter.api.Test;

class ConstructorTest {
    @Test
    void methodCalledFromTheSuperclassConstructor_canWriteAFieldOfTheSubclass() {
        Constructed.Early early = new Constructed.Early(true, null);
        assertThat(early.built()).isEqualTo("built3");
        assertThat(early.seen()).isEqualTo(3);
        assertThat(early.label()).isEqualTo("early");
        assertThat(CountingOwner.state(early)).isEqualTo(ObjectState.UNSAVED);
    }

    @Test
    void assignmentAmongTheArgumentsOfSuper_isAWriteToTheOtherObject() {
        CountingOwner owner = new CountingOwner();
        Constructed.Early other = owner.ghostOf(new Constructed.Early(false, null));
        Constructed.Early early = new Constructed.Early(false, other);
        assertThat(early.built()).isEqualTo("built3");
        assertThat(other.label()).isEqualTo("given");
        assertThat(other.seen()).isEqualTo(4);
        assertThat(other.ticks()).isEqualTo(3);
        assertThat(CountingOwner.state(other)).isEqualTo(ObjectState.CHANGED);
    }

    /** The first form of the rewriter counted NEW and took the increment for a store into the new object. */
    @Test
    void incrementAmongTheArgumentsOfSuper_changesTheOtherObject() {
        CountingOwner owner = new CountingOwner();
        Constructed.Counting other = owner.ghostOf(new Constructed.Counting(null));
        assertThat(new Constructed.Counting(other).built()).isEqualTo("built1");
        assertThat(CountingOwner.state(other)).isEqualTo(ObjectState.CHANGED);
        assertThat(other.count()).isEqualTo(1);
    }

    @Test
    void constructorCallingThis_makesAnUnsavedObject() {
        Node node = new Node(null);
        assertThat(node.tag()).isEqualTo("none");
        assertThat(CountingOwner.state(node)).isEqualTo(ObjectState.UNSAVED);
    }

    @Test
    void ghostConstructor_runsNoCodeOfTheApplication() {
        Constructed.Early ghost = (Constructed.Early)
                CountingOwner.managed(new Constructed.Early(true, null)).$odb_ghost();
        FieldState state = new FieldState();
        CountingOwner.managed(ghost).$odb_write(state);
        assertThat(state.values()).containsExactly(null, 0, null, 0L);
        assertThat(CountingOwner.state(ghost)).isEqualTo(ObjectState.GHOST);
    }
}
