package dev.odb.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.ConflictException;
import dev.odb.NoTransactionException;
import dev.odb.OdbConfiguration;
import dev.odb.PersistentMap;
import dev.odb.StaleObjectException;
import dev.odb.cdi.model.Board;
import dev.odb.cdi.model.Notes;
import dev.odb.core.Engine;
import dev.odb.replay.ConflictScope;
import dev.odb.spi.ConnectionFactories;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Injected roots and replay with the real engine and Narayana. */
class EngineTest {
    private Engine database;
    private SeContainer container;
    private EngineFactory factory;
    private Service service;

    @BeforeEach
    void start() {
        database = Engine.open(OdbConfiguration.of("odb:memory:cdi"));
        database.transact(c -> {
            c.root("board", Board.class, Board::new);
            c.root("byKey", PersistentMap.class, PersistentMap::new);
            return null;
        });
        container = Weld.start(Service.class);
        factory = new EngineFactory(
                database, container.select(TransactionManager.class).get());
        ConnectionFactories.register("main", factory);
        service = container.select(Service.class).get();
    }

    @AfterEach
    void stop() {
        container.close();
        ConnectionFactories.unregister("main", factory);
        database.close();
    }

    @Test
    void injectedRoots_areTheRootsOfTheCurrentTransaction() throws Exception {
        service.in(() -> {
            Roots roots = service.roots();
            roots.board.title("new");
            roots.notes.add("by interface");
            roots.provider.get().add("by provider");
            roots.byKey.put("k", new Board());
            Board real = factory.getConnection().root("board", Board.class);
            assertThat(real.title()).isEqualTo("new");
            assertThat(roots.board.title()).isEqualTo("new");
            assertThat(factory.getConnection().oid(roots.board))
                    .isEqualTo(factory.getConnection().oid(real));
            assertThat(roots.notes.equals(real)).isTrue();
            return null;
        });

        service.in(() -> {
            assertThat(service.roots().board.notes()).containsExactly("by interface", "by provider");
            assertThat(service.roots().byKey).containsOnlyKeys("k");
            return null;
        });
    }

    @Test
    void injectedRootOutsideATransaction_isAClearError() {
        assertThatThrownBy(() -> service.roots().board.title()).isInstanceOf(NoTransactionException.class);
        assertThatThrownBy(() -> service.roots().notes.notes()).isInstanceOf(NoTransactionException.class);
    }

    @Test
    void injectedRootsStoredInAField_areUnwrapped() throws Exception {
        for (boolean byInterface : new boolean[] {false, true}) {
            service.in(() -> {
                Board other = new Board();
                other.friend(byInterface ? service.roots().notes : service.roots().board);
                service.roots().byKey.put("k", other);
                return null;
            });
            service.in(() -> {
                Board real = factory.getConnection().root("board", Board.class);
                assertThat(service.roots().byKey.get("k").friend()).isSameAs(real);
                return null;
            });
        }
    }

    @Test
    void injectedRootsOfAPassivatedBean_workAfterwards() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(service.roots().board);
            out.writeObject(service.roots().notes);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Board board = (Board) in.readObject();
            Notes notes = (Notes) in.readObject();
            service.in(() -> {
                board.title("woken");
                assertThat(service.roots().board.title()).isEqualTo("woken");
                assertThat(notes.notes()).isEmpty();
                return null;
            });
        }
    }

    /** 8 threads x 50 comments on one issue through a CDI bean: none lost, no caller sees a conflict. */
    @Test
    void manyThreadsOnOneRoot_loseNothingAndSeeNoConflict() throws Exception {
        int threads = 8;
        int each = 50;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> results = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                String name = "t" + t + "-";
                results.add(pool.submit(() -> {
                    int replays = 0;
                    for (int i = 0; i < each; i++) {
                        replays += service.add(name + i) - 1;
                    }
                    return replays;
                }));
            }
            int replays = 0;
            for (Future<Integer> result : results) {
                replays += result.get();
            }
            System.out.println("replays of " + threads * each + " contended transactions: " + replays);
        } finally {
            pool.shutdownNow();
        }

        List<String> notes = service.in(() -> List.copyOf(service.roots().board.notes()));
        assertThat(notes).hasSize(threads * each);
        assertThat(new HashSet<>(notes)).hasSize(threads * each);
    }

    @Test
    void conflictWithReplaysSwitchedOff_carriesOidClassAndSerials() {
        ConflictException thrown = catchThrowableOfType(
                ConflictException.class,
                () -> service.once(() -> {
                    service.roots().board.add("mine");
                    return somebodyElse("theirs");
                }));

        assertThat(thrown.className()).isEqualTo(Board.class.getName());
        assertThat(thrown.oid()).isPositive();
        assertThat(thrown.serialSeen()).isPositive().isLessThan(thrown.serialCommitted());
    }

    @Test
    void lostAttempt_isReplayedFromAFreshSnapshot() throws Exception {
        List<List<String>> seen = new ArrayList<>();

        service.in(() -> {
            seen.add(List.copyOf(service.roots().board.notes()));
            service.roots().board.add("mine");
            return ConflictScope.current().attempt() == 1 ? somebodyElse("theirs") : null;
        });

        assertThat(seen).containsExactly(List.of(), List.of("theirs"));
        assertThat(service.in(() -> List.copyOf(service.roots().board.notes()))).containsExactly("theirs", "mine");
    }

    @Test
    void outdatedEdit_reachesTheCallerAsStaleObject() throws Exception {
        long[] shown = service.in(() -> new long[] {
            factory.getConnection().oid(service.roots().board),
            factory.getConnection().serial(service.roots().board)
        });
        somebodyElse("theirs");
        List<Integer> attempts = new ArrayList<>();

        assertThatThrownBy(() -> service.in(() -> {
                    attempts.add(ConflictScope.current().attempt());
                    factory.getConnection().requireUnchanged(shown[0], shown[1]);
                    return null;
                }))
                .isInstanceOf(StaleObjectException.class);
        assertThat(attempts).containsExactly(1);
    }

    private Object somebodyElse(String note) throws Exception {
        Thread other = new Thread(() -> database.transact(c -> {
            c.root("board", Board.class).add(note);
            return null;
        }));
        other.start();
        other.join();
        return null;
    }

    /** Everything that can be injected, in one place. */
    public static final class Roots {
        private Board board;
        private Notes notes;
        private Provider<Board> provider;
        private PersistentMap<String, Board> byKey;
    }

    @ApplicationScoped
    public static class Service {
        private final Roots roots = new Roots();

        @Inject
        void initialize(
                @OdbRoot("board") Board board,
                @OdbRoot("board") Notes notes,
                @OdbRoot("board") Provider<Board> provider,
                @OdbRoot(value = "byKey", database = "main") PersistentMap<String, Board> byKey) {
            roots.board = board;
            roots.notes = notes;
            roots.provider = provider;
            roots.byKey = byKey;
        }

        public Roots roots() {
            return roots;
        }

        @RetryOnConflict
        @Transactional
        public int add(String note) {
            roots.board.add(note);
            return ConflictScope.current().attempt();
        }

        @RetryOnConflict
        @Transactional
        public <T> T in(Callable<T> body) throws Exception {
            return body.call();
        }

        @RetryOnConflict(replays = 0)
        @Transactional
        public <T> T once(Callable<T> body) throws Exception {
            return body.call();
        }
    }
}
