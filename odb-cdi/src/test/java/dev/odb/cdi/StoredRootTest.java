package dev.odb.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.BTreeSet;
import dev.odb.OdbConnection;
import dev.odb.PersistentList;
import dev.odb.PersistentMap;
import dev.odb.PersistentSet;
import dev.odb.cdi.model.Board;
import dev.odb.cdi.model.Notes;
import dev.odb.cdi.model.Shelf;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Injected roots that are stored, compared, or given to a connection: the root itself is what counts. */
class StoredRootTest {
    private Transactions transactions;
    private Both both;

    @BeforeEach
    void start() {
        transactions = Transactions.with(Both.class);
        both = transactions.bean(Both.class);
    }

    @AfterEach
    void stop() {
        transactions.close();
    }

    /** What a field can hold an object in, new or loaded, and how it comes out. */
    enum Way {
        FIELD((shelf, board) -> shelf.content(board), Shelf::content),
        ARRAY((shelf, board) -> shelf.content(new Object[] {board}), shelf -> ((Object[]) shelf.content())[0]),
        NEW_LIST((shelf, board) -> shelf.content(new ArrayList<>(List.of(board))), shelf -> first(shelf.content())),
        NEW_SET((shelf, board) -> shelf.content(new HashSet<>(Set.of(board))), shelf -> first(shelf.content())),
        NEW_MAP(
                (shelf, board) -> shelf.content(new HashMap<>(Map.of("k", board))),
                shelf -> ((Map<?, ?>) shelf.content()).get("k")),
        OPTIONAL((shelf, board) -> shelf.content(Optional.of(board)), shelf -> ((Optional<?>) shelf.content())
                .orElseThrow()),
        RECORD((shelf, board) -> shelf.content(new Shelf.Pair(1, board)), shelf -> ((Shelf.Pair) shelf.content())
                .second()),
        LIST((shelf, board) -> shelf.list().add(board), shelf -> first(shelf.list())),
        SET((shelf, board) -> shelf.set().add(board), shelf -> first(shelf.set())),
        MAP_VALUE((shelf, board) -> shelf.map().put("k", board), shelf -> shelf.map()
                .get("k")),
        MAP_KEY(
                (shelf, board) -> shelf.map().put(board, "v"),
                shelf -> first(shelf.map().keySet())),
        PERSISTENT_LIST(
                (shelf, board) -> shelf.content(new PersistentList<>(List.of(board))), shelf -> first(shelf.content())),
        PERSISTENT_SET(
                (shelf, board) -> shelf.content(new PersistentSet<>(List.of(board))), shelf -> first(shelf.content())),
        PERSISTENT_MAP(
                (shelf, board) -> shelf.content(new PersistentMap<>(Map.of("k", board))),
                shelf -> ((Map<?, ?>) shelf.content()).get("k")),
        TREE_VALUE((shelf, board) -> shelf.tree().put("k", board), shelf -> shelf.tree()
                .get("k")),
        TREE_KEY((shelf, board) -> shelf.boards().put((Board) board, "v"), shelf -> shelf.boards()
                .firstKey()),
        TREE_SET(
                (shelf, board) -> {
                    BTreeSet<Board> set = new BTreeSet<>();
                    set.add((Board) board);
                    shelf.content(set);
                },
                shelf -> first(shelf.content()));

        private final BiConsumer<Shelf, Object> put;
        private final Function<Shelf, Object> get;

        Way(BiConsumer<Shelf, Object> put, Function<Shelf, Object> get) {
            this.put = put;
            this.get = get;
        }

        private static Object first(Object collection) {
            return ((Iterable<?>) collection).iterator().next();
        }
    }

    @ParameterizedTest
    @EnumSource
    void stored_isTheRootItself(Way way) throws Exception {
        List<Object> injected =
                way == Way.TREE_KEY || way == Way.TREE_SET ? List.of(both.board) : List.of(both.board, both.notes);
        for (Object each : injected) {
            transactions.in(() -> transactions.factory.getConnection().roots().put("shelf", new Shelf()));
            transactions.in(() -> {
                way.put.accept(shelf(), each);
                return null;
            });
            transactions.in(() -> {
                assertThat(way.get.apply(shelf())).isSameAs(transactions.board("board"));
                return null;
            });
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FIELD", "LIST", "SET", "MAP_VALUE", "MAP_KEY", "TREE_VALUE", "TREE_KEY"})
    void storedInALoadedObject_isTheRootAtOnce(Way way) throws Exception {
        transactions.in(() -> transactions.factory.getConnection().roots().put("shelf", new Shelf()));
        transactions.in(() -> {
            way.put.accept(shelf(), both.board);
            assertThat(way.get.apply(shelf())).isSameAs(transactions.board("board"));
            return null;
        });
    }

    @Test
    void argumentOfAConnection_isTheRootItself() throws Exception {
        transactions.in(() -> {
            both.board.add("x");
            return null;
        });
        transactions.in(() -> {
            OdbConnection connection = transactions.factory.getConnection();
            Board real = transactions.board("board");
            for (Object injected : List.of(both.board, both.notes)) {
                assertThat(connection.oid(injected)).isEqualTo(connection.oid(real));
                assertThat(connection.serial(injected)).isEqualTo(connection.serial(real));
                assertThat(connection.unwrap(injected)).isSameAs(real);
                assertThat(connection.exportTo(injected, new ByteArrayOutputStream()))
                        .isEqualTo(connection.exportTo(real, new ByteArrayOutputStream()));
                connection.readCurrent(injected);
                connection.roots().put("alias", injected);
                assertThat(connection.root("alias", Board.class)).isSameAs(real);
            }
            return null;
        });
    }

    @Test
    void equalsHashCodeAndToString_areThoseOfTheRoot() throws Exception {
        transactions.in(() -> {
            Board real = transactions.factory.getConnection().unwrap(both.board);
            for (Object injected : List.of(both.board, both.notes)) {
                assertThat(injected.equals(real)).isTrue();
                assertThat(injected.equals(injected)).isTrue();
                assertThat(injected.equals(both.board)).isTrue();
                assertThat(injected.equals(both.notes)).isTrue();
                assertThat(injected.equals(new Board())).isFalse();
                assertThat(injected).hasSameHashCodeAs(real).hasToString(real.toString());
                assertThat(List.of(real).contains(injected)).isTrue();
                assertThat(Map.of(real, "v").get(injected)).isEqualTo("v");
            }
            return null;
        });
        assertThat(both.board).hasToString("root 'board'");
        assertThat(both.notes).hasToString("root 'board'");
        assertThat(both.board.equals(both.board)).isTrue();
    }

    private Shelf shelf() {
        return transactions.factory.getConnection().root("shelf", Shelf.class);
    }

    @Dependent
    public static class Both {
        @Inject
        @OdbRoot("board")
        private Board board;

        @Inject
        @OdbRoot("board")
        private Notes notes;

        @Produces
        @InitialRoot("board")
        static Board noBoard() {
            return new Board();
        }
    }
}
