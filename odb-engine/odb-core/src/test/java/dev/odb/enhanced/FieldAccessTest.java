package dev.odb.enhanced;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.enhanced.other.Twig;
import dev.odb.spi.Enhanced;
import dev.odb.spi.ObjectState;
import org.junit.jupiter.api.Test;

class FieldAccessTest {
    private final CountingOwner owner = new CountingOwner();

    private static Node filled() {
        Node node = new Node("n");
        node.fill();
        return node;
    }

    @Test
    void everyKindOfField_survivesAGhost() {
        Node original = filled();
        assertThat(owner.ghostOf(original).describe())
                .isEqualTo(original.describe())
                .isEqualTo("true 1 2 c 0.5 3 1099511627776 2.5 n tag-n 070 [word]");
    }

    @Test
    void compoundAssignments_giveWhatTheyGiveOnAnUnsavedObject() {
        Node original = filled();
        Node ghost = owner.ghostOf(filled());
        assertThat(ghost.compute()).isEqualTo(original.compute());
        assertThat(ghost.describe()).isEqualTo(original.describe());
    }

    @Test
    void ghost_asksItsOwnerOnceToReadAndOnceToWrite() {
        Node ghost = owner.ghostOf(filled());
        assertThat(ghost.count + ghost.count).isEqualTo(6);
        assertThat(owner.reads()).isEqualTo(1);
        assertThat(CountingOwner.state(ghost)).isEqualTo(ObjectState.UP_TO_DATE);
        ghost.count = 4;
        ghost.weight = 1;
        assertThat(owner.writes()).isEqualTo(1);
        assertThat(owner.reads()).isEqualTo(1);
        assertThat(ghost.count).isEqualTo(4);
    }

    @Test
    void writtenGhost_keepsItsOtherFields() {
        Node ghost = owner.ghostOf(filled());
        ghost.weight = 9;
        assertThat(owner.reads()).isZero();
        assertThat(owner.writes()).isEqualTo(1);
        assertThat(ghost.describe()).contains("1099511627776 9.0 n tag-n");
    }

    @Test
    void unsavedObject_needsNoOwner() {
        Node node = filled();
        node.compute();
        assertThat(CountingOwner.state(node)).isEqualTo(ObjectState.UNSAVED);
        assertThat(CountingOwner.managed(node).$odb_owner()).isNull();
    }

    @Test
    void nestedClassAndLambda_loadTheGhostTheyRead() {
        Node first = owner.ghostOf(filled());
        assertThat(new Node.Visitor().visit(first)).isEqualTo("tag-n32");
        Node second = owner.ghostOf(filled());
        assertThat(second.counter().get()).isEqualTo(4);
        assertThat(CountingOwner.state(first)).isEqualTo(ObjectState.CHANGED);
        assertThat(CountingOwner.state(second)).isEqualTo(ObjectState.CHANGED);
    }

    @Test
    void innerClass_findsItsOuterInstanceAfterLoading() {
        Node outer = filled();
        Node.Inner ghost = owner.ghostOf(outer.new Inner());
        outer.count = 10;
        assertThat(ghost.sum()).isEqualTo(13);
    }

    @Test
    void finalClass_isEnhancedToo() {
        assertThat(owner.ghostOf(new Node.Leaf(5)).value()).isEqualTo(5);
    }

    @Test
    void subclassInAnotherPackage_seesInheritedAndHiddenFields() {
        Twig ghost = owner.ghostOf(new Twig("birch"));
        assertThat(ghost.names()).isEqualTo("birch5");
        assertThat(ghost.length()).isEqualTo(1.5);
        Twig other = owner.ghostOf(new Twig(""));
        assertThat(ghost.grow(other).getAsLong()).isZero();
        assertThat(ghost.total()).isEqualTo(1);
        assertThat(other.total()).isEqualTo(2);
        assertThat(other.names()).isEqualTo("empty5");
        assertThat(CountingOwner.state(other)).isEqualTo(ObjectState.CHANGED);
    }

    @Test
    void fields_areGivenSuperclassFirst() {
        FieldState state = new FieldState();
        CountingOwner.managed(new Twig("oak")).$odb_write(state);
        assertThat(state.values()).hasSize(15).endsWith(3, 1.5);
    }

    @Test
    void stamp_namesTheFieldsInTheirOrder() {
        Enhanced stamp = Node.class.getAnnotation(Enhanced.class);
        assertThat(stamp.version()).isEqualTo(2);
        assertThat(stamp.fields())
                .startsWith("flag:Z", "tiny:B")
                .endsWith("link:Ljava/lang/Object;", "words:Ljava/util/List;")
                .hasSize(13);
    }

    @Test
    void clear_zeroesTransientFieldsToo() {
        Twig twig = owner.loadedFrom(new Twig("elm"));
        assertThat(twig.seenOnLoad()).startsWith("elm");
        CountingOwner.managed(twig).$odb_clear();
        assertThat(twig.seenOnLoad()).isNull();
        assertThat(twig.hash()).isZero();
        assertThat(twig.length()).isZero();
        assertThat(twig.names()).isEqualTo("null0");
    }
}
