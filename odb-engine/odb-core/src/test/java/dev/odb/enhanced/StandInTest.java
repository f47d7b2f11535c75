package dev.odb.enhanced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.DatabaseAdministration;
import dev.odb.NoTransactionException;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.OdbCredentials;
import dev.odb.OdbException;
import dev.odb.enhanced.other.Twig;
import dev.odb.spi.ConnectionFactories;
import dev.odb.spi.CurrentRoots;
import dev.odb.spi.ObjectState;
import dev.odb.spi.StandIns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandInTest {
    private static final String DATABASE = "stand-in-test";

    private final CountingOwner owner = new CountingOwner();
    private final Roots roots = new Roots();
    private Node root;
    private Node standIn;

    @BeforeEach
    void bind() {
        ConnectionFactories.register(DATABASE, roots);
        root = owner.ghostOf(new Node("root"));
        roots.current.put("main", root);
        standIn = StandIns.create(Node.class, DATABASE, "main");
    }

    @AfterEach
    void unbind() {
        ConnectionFactories.unregister(DATABASE, roots);
    }

    @Test
    void reading_goesToTheRoot() {
        assertThat(standIn.name()).isEqualTo("root");
        assertThat(standIn.hash()).isEqualTo("tag-root".hashCode());
        assertThat(owner.reads()).isEqualTo(1);
        assertThat(CountingOwner.state(standIn)).isEqualTo(ObjectState.STAND_IN);
    }

    @Test
    void writing_goesToTheRoot() {
        standIn.weight = 3;
        standIn.count++;
        standIn.touchHash();
        assertThat(root.weight).isEqualTo(3);
        assertThat(root.count).isEqualTo(1);
        assertThat(root.hash()).isEqualTo("tag-root".hashCode() + 1);
        assertThat(owner.writes()).isEqualTo(1);
        assertThat(CountingOwner.state(root)).isEqualTo(ObjectState.CHANGED);
        assertThat(CountingOwner.state(standIn)).isEqualTo(ObjectState.STAND_IN);
    }

    @Test
    void cloned_givesACloneOfTheRoot() {
        roots.current.put("copied", owner.ghostOf(new Copied("a")));
        Copied copy = StandIns.create(Copied.class, DATABASE, "copied").clone();
        assertThat(CountingOwner.state(copy)).isEqualTo(ObjectState.UNSAVED);
        assertThat(copy.getClass()).isEqualTo(Copied.class);
        assertThat(copy.name()).isEqualTo("a");
    }

    @Test
    void storedInAField_isReplacedByTheRoot() {
        Node node = new Node("n");
        node.setLink(standIn);
        assertThat(node.link()).isSameAs(root);
        standIn.setLink(standIn);
        assertThat(root.link()).isSameAs(root);
    }

    @Test
    void equalsHashCodeAndToString_areThoseOfTheRoot() {
        assertThat(standIn.equals(root)).isTrue();
        assertThat(standIn.equals(standIn)).isTrue();
        assertThat(standIn.equals(new Node("root"))).isFalse();
        assertThat(standIn.equals(null)).isFalse();
        assertThat(standIn).hasSameHashCodeAs(root).hasToString(root.toString());
    }

    /** Whatever a class compares by, also by its class. */
    @Test
    void equalsOfTheClassItself_isGivenTheRootForTheStandIn() {
        Keyed keyed = new Keyed("k");
        roots.current.put("keyed", owner.ghostOf(keyed));
        Keyed injected = StandIns.create(Keyed.class, DATABASE, "keyed");

        assertThat(new Keyed("k").equals(injected)).isTrue();
        assertThat(injected.equals(new Keyed("k"))).isTrue();
        assertThat(injected.equals(new Keyed("l"))).isFalse();
        assertThat(injected).hasSameHashCodeAs(keyed).hasToString("key k");
    }

    @Test
    void toStringOutsideATransaction_namesTheRoot() {
        roots.current.clear();
        assertThat(standIn).hasToString("root 'main' of the database '" + DATABASE + "'");
    }

    @Test
    void missingRoot_isMadeByTheInitialValue() {
        Node made = StandIns.create(Node.class, DATABASE, "new", (Supplier<Node> & Serializable) () -> root);
        assertThat(made.name()).isEqualTo("root");
    }

    @Test
    void capturedByALocalClass_isReplacedByTheRoot() {
        Node captured = standIn;
        class Local extends Node {
            Local() {
                super("local");
            }

            Object captured() {
                return captured;
            }
        }
        assertThat(new Local().captured()).isSameAs(root);
    }

    @Test
    void serialized_comesBackAsAStandInOfTheSameRoot() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(standIn);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Node restored = (Node) in.readObject();
            assertThat(CountingOwner.state(restored)).isEqualTo(ObjectState.STAND_IN);
            assertThat(restored.name()).isEqualTo("root");
        }
    }

    @Test
    void ofASubclassInAnotherPackage_works() {
        roots.current.put("twig", owner.ghostOf(new Twig("yew")));
        assertThat(StandIns.create(Twig.class, DATABASE, "twig").names()).isEqualTo("yew3");
    }

    @Test
    void ofAFinalClass_isRefused() {
        assertThatThrownBy(() -> StandIns.create(Node.Leaf.class, DATABASE, "main"))
                .isInstanceOf(OdbException.class)
                .hasMessageStartingWith("ODB-1005");
    }

    private static final class Roots implements OdbConnectionFactory, CurrentRoots {
        private final Map<String, Object> current = new HashMap<>();

        @Override
        public OdbConnection getConnection() {
            throw new UnsupportedOperationException("not asked for in this test");
        }

        @Override
        public OdbConnection getConnection(OdbCredentials credentials) {
            throw new UnsupportedOperationException("not asked for in this test");
        }

        @Override
        public OdbConnection getConnection(String version) {
            throw new UnsupportedOperationException("not asked for in this test");
        }

        @Override
        public DatabaseAdministration administration() {
            throw new UnsupportedOperationException("not asked for in this test");
        }

        @Override
        public OdbConnection currentConnection() {
            throw new UnsupportedOperationException("not asked for in this test");
        }

        @Override
        public <T> T currentRoot(String name, Class<T> type, Supplier<? extends T> initial) {
            if (current.isEmpty()) {
                throw new NoTransactionException("ODB-3000", "no transaction");
            }
            return current.containsKey(name) ? type.cast(current.get(name)) : initial.get();
        }
    }
}
