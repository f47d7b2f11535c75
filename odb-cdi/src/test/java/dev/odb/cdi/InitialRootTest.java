package dev.odb.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.BTreeMap;
import dev.odb.ObjectNotFoundException;
import dev.odb.PersistentList;
import dev.odb.PersistentMap;
import dev.odb.TransactionInfo;
import dev.odb.cdi.model.Board;
import dev.odb.cdi.model.Notes;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Roots that their initial-value methods make. */
class InitialRootTest {
    @Test
    void missingRoot_isMadeOnFirstUseAndIsThatOfTheConnection() throws Exception {
        try (Transactions transactions = Transactions.with(Boards.class)) {
            assertThat(creations(transactions)).isEmpty();
            Boards boards = transactions.bean(Boards.class);

            long oid = transactions.in(() -> {
                boards.board.add("first");
                Board real = transactions.board("board");
                assertThat(real.title()).isEqualTo("made");
                assertThat(transactions.oid(boards.board)).isEqualTo(transactions.oid(real));
                return transactions.oid(real);
            });

            transactions.in(() -> {
                assertThat(boards.notes.notes()).containsExactly("first");
                assertThat(transactions.oid(boards.notes)).isEqualTo(oid);
                return null;
            });
            assertThat(creations(transactions)).containsExactly("creation of root 'board'");
        }
    }

    @Test
    void initialCollections_areMadeWithTheirTypes() throws Exception {
        try (Transactions transactions = Transactions.with(Boards.class)) {
            Boards boards = transactions.bean(Boards.class);
            transactions.in(() -> {
                boards.map.put("k", new Board());
                boards.sorted.put("k", 1L);
                boards.list.add("x");
                return null;
            });
            transactions.in(() -> {
                assertThat(boards.map.get("k").title()).isEqualTo("board");
                assertThat(boards.sorted).isEqualTo(Map.of("k", 1L));
                assertThat(boards.list).containsExactly("x");
                return null;
            });
        }
    }

    /** The threads meet before they use the root for the first time. */
    @Test
    void firstUseByManyThreads_makesOneRoot() throws Exception {
        int threads = 8;
        try (Transactions transactions = Transactions.with(Boards.class)) {
            Boards boards = transactions.bean(Boards.class);
            CyclicBarrier meet = new CyclicBarrier(threads);
            Set<Long> oids = new HashSet<>();
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                List<Future<Long>> results = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    String name = "t" + i;
                    results.add(pool.submit(() -> {
                        meet.await();
                        return transactions.in(() -> {
                            boards.board.add(name);
                            return transactions.oid(boards.board);
                        });
                    }));
                }
                for (Future<Long> result : results) {
                    oids.add(result.get());
                }
            } finally {
                pool.shutdownNow();
            }
            assertThat(oids).hasSize(1);
            assertThat(creations(transactions)).containsExactly("creation of root 'board'");
            assertThat(transactions.<Integer>in(() -> boards.board.notes().size()))
                    .isEqualTo(threads);
        }
    }

    @Test
    void rootOfACallerThatRollsBack_stays() throws Exception {
        try (Transactions transactions = Transactions.with(Boards.class)) {
            Boards boards = transactions.bean(Boards.class);
            assertThatThrownBy(() -> transactions.in(() -> {
                        boards.board.add("lost");
                        throw new IOException("mine");
                    }))
                    .hasMessage("mine");

            transactions.in(() -> {
                assertThat(transactions.board("board").notes()).isEmpty();
                return null;
            });
        }
    }

    @Test
    void methodOfABeanWithParameters_isGivenThem() throws Exception {
        try (Transactions transactions = Transactions.with(OfABean.class, Titles.class)) {
            OfABean bean = transactions.bean(OfABean.class);
            assertThat(transactions.<String>in(() -> bean.title())).isEqualTo("from a bean");
        }
    }

    @Test
    void alternative_replacesTheOthers() throws Exception {
        try (Transactions transactions = Transactions.with(Boards.class, ForTests.class)) {
            Boards boards = transactions.bean(Boards.class);
            assertThat(transactions.<String>in(() -> boards.board.title())).isEqualTo("for tests");
        }
    }

    @Test
    void rootOfAPassivatedBean_isMadeAfterwards() throws Exception {
        try (Transactions transactions = Transactions.with(Boards.class)) {
            Board board = passivated(transactions.bean(Boards.class).board);
            List<String> list = passivated(transactions.bean(Boards.class).list);
            transactions.in(() -> {
                assertThat(board.title()).isEqualTo("made");
                assertThat(list).isEmpty();
                return null;
            });
        }
    }

    @Test
    void exceptionOfTheMethod_reachesTheCallerAndMakesNothing() throws Exception {
        try (Transactions transactions = Transactions.with(Failing.class)) {
            Failing bean = transactions.bean(Failing.class);
            assertThatThrownBy(() -> transactions.in(() -> bean.board.title()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("not today");
            transactions.in(() -> {
                assertThat(transactions.factory.getConnection().roots()).isEmpty();
                return null;
            });
        }
    }

    @Test
    void missingRootWithoutInitialValue_isNamed() throws Exception {
        try (Transactions transactions = Transactions.with(Without.class)) {
            Without bean = transactions.bean(Without.class);
            assertThatThrownBy(() -> transactions.in(() -> bean.board.title()))
                    .isInstanceOf(ObjectNotFoundException.class)
                    .hasMessageContaining("'board'");
        }
    }

    private static List<String> creations(Transactions transactions) {
        return transactions.database.undoLog(0, 100).stream()
                .map(TransactionInfo::description)
                .filter(description -> description.startsWith("creation of root"))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static <T> T passivated(T object) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }

    @Dependent
    public static class Boards {
        @Inject
        @OdbRoot("board")
        private Board board;

        @Inject
        @OdbRoot("board")
        private Notes notes;

        @Inject
        @OdbRoot("map")
        private PersistentMap<String, Board> map;

        @Inject
        @OdbRoot("sorted")
        private BTreeMap<String, Long> sorted;

        @Inject
        @OdbRoot("list")
        private List<String> list;

        @Produces
        @InitialRoot("board")
        static Board noBoard() {
            Board board = new Board();
            board.title("made");
            return board;
        }

        @Produces
        @InitialRoot("map")
        static PersistentMap<String, Board> noMap() {
            return new PersistentMap<>();
        }

        @Produces
        @InitialRoot("sorted")
        static BTreeMap<String, Long> noneSorted() {
            return new BTreeMap<>();
        }

        @Produces
        @InitialRoot("list")
        static PersistentList<String> noList() {
            return new PersistentList<>();
        }
    }

    @ApplicationScoped
    public static class Titles {
        public String first() {
            return "from a bean";
        }
    }

    @ApplicationScoped
    public static class OfABean {
        @Inject
        @OdbRoot("board")
        private Board board;

        public String title() {
            return board.title();
        }

        @Produces
        @InitialRoot("board")
        Board titled(Titles titles) {
            Board made = new Board();
            made.title(titles.first());
            return made;
        }
    }

    @Dependent
    @Alternative
    @Priority(Interceptor.Priority.APPLICATION)
    public static class ForTests {
        @Produces
        @InitialRoot("board")
        static Board testData() {
            Board board = new Board();
            board.title("for tests");
            return board;
        }
    }

    @Dependent
    public static class Failing {
        @Inject
        @OdbRoot("board")
        private Board board;

        @Produces
        @InitialRoot("board")
        static Board fail() {
            throw new IllegalStateException("not today");
        }
    }

    @Dependent
    public static class Without {
        @Inject
        @OdbRoot("board")
        private Board board;
    }
}
