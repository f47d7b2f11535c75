package dev.odb.core.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.NotPersistentException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Inner, private, local and anonymous classes, and access to fields of other objects from them. */
class NestingTest extends Reopened {
    @Test
    void innerObjects_haveTheirOuterOnes() {
        Nesting nesting = new Nesting();
        nesting.inner();
        nesting.inner().bump();
        Nesting loaded = reopened(nesting);
        assertThat(loaded.inners()).hasSize(2);
        assertThat(loaded.inners().get(0).bump()).isEqualTo(13);
        assertThat(loaded.inners().get(1).deeper().sum()).isEqualTo(100 + 12 + 3);
        connection().commit();
        assertThat(this.<Nesting>reloaded().inners().get(0).deeper().sum()).isEqualTo(100 + 13 + 3);
    }

    @Test
    void innerObjectOfAGhost_loadsItsOuterOne() {
        Box box = new Box();
        box.value = new Nesting().inner().deeper();
        Nesting.Inner.Deeper deeper = (Nesting.Inner.Deeper) reopened(box).value;
        assertThat(deeper.sum()).isEqualTo(111);
    }

    @Test
    void privateNestedClass_isStored() {
        Nesting nesting = new Nesting();
        nesting.hide(42);
        assertThat(reopened(nesting).nested().get()).isEqualTo(42);
    }

    @Test
    void localClass_isStoredWithWhatItCaptured() throws Exception {
        Nesting nesting = new Nesting();
        nesting.local("captured");
        Callable<?> loaded = (Callable<?>) reopened(nesting).last();
        assertThat(loaded.call()).isEqualTo("captured11");
        assertThat(loaded.call()).isEqualTo("captured12");
    }

    @Test
    void anonymousSubclass_isStoredWithWhatItCaptured() {
        Nesting nesting = new Nesting();
        nesting.anonymous(" and captured ");
        assertThat(((Thing) reopened(nesting).last()).text()).isEqualTo("anonymous and captured 1");
    }

    @Test
    void lambda_isRefusedWithItsPath() {
        Nesting nesting = new Nesting();
        nesting.lambda();
        assertThatThrownBy(() -> reopened(nesting))
                .isInstanceOf(NotPersistentException.class)
                .hasMessageContaining("object.nested: ");
    }

    @Test
    void innerClassOfAnObjectThatIsNotPersistent_isRefusedWithTheFieldThatHoldsIt() {
        class Local extends Box {
            @Override
            public String toString() {
                return NestingTest.this.getClass().getName();
            }
        }
        assertThatThrownBy(() -> reopened(new Local()))
                .isInstanceOf(NotPersistentException.class)
                .hasMessageContaining("object.this$0: " + NestingTest.class.getName());
    }
}
