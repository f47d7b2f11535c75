package dev.odb.enhanced;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.enhanced.other.Twig;
import dev.odb.spi.ObjectState;
import org.junit.jupiter.api.Test;

class TransientFieldTest {
    private final CountingOwner owner = new CountingOwner();

    @Test
    void readingATransientField_loadsTheGhostSoThatOnLoadComputesIt() {
        Node ghost = owner.ghostOf(new Node("x"));
        assertThat(ghost.hash()).isEqualTo("tag-x".hashCode());
        assertThat(owner.reads()).isEqualTo(1);
        assertThat(ghost.loads()).isEqualTo(1);
    }

    @Test
    void writingATransientField_loadsButDoesNotChangeTheObject() {
        Node ghost = owner.ghostOf(new Node("x"));
        ghost.touchHash();
        assertThat(ghost.hash()).isEqualTo("tag-x".hashCode() + 1);
        assertThat(CountingOwner.state(ghost)).isEqualTo(ObjectState.UP_TO_DATE);
        assertThat(owner.writes()).isZero();
    }

    @Test
    void onLoadOfASubclass_runsAfterThatOfItsSuperclass() {
        Twig ghost = owner.ghostOf(new Twig("ash"));
        assertThat(ghost.seenOnLoad()).isEqualTo("ash" + "tag-ash".hashCode());
    }
}
