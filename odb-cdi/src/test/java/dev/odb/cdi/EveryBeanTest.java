package dev.odb.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.cdi.model.Board;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roots wherever CDI injects, and what they leave alone. */
class EveryBeanTest {
    private static final List<String> LOG = new ArrayList<>();

    private Transactions transactions;

    @BeforeEach
    void start() {
        LOG.clear();
        transactions = Transactions.with(
                Initial.class,
                Shared.class,
                Single.class,
                OfARequest.class,
                Special.class,
                Counting.class,
                Decorating.class,
                Loud.class,
                Listening.class,
                Producing.class);
    }

    @AfterEach
    void stop() {
        transactions.close();
    }

    @Test
    void beansOfEveryScope_haveTheRoot() throws Exception {
        RequestContextController request = transactions.bean(RequestContextController.class);
        request.activate();
        transactions.in(() -> {
            transactions.bean(Shared.class).add("application");
            transactions.bean(Single.class).add("singleton");
            transactions.bean(OfARequest.class).add("request");
            transactions.bean(Special.class).add("inherited");
            return null;
        });
        request.deactivate();

        assertThat(notes()).containsExactly("application", "singleton", "request", "inherited");
    }

    @Test
    void observersParameters_haveTheRoot() throws Exception {
        transactions.in(() -> {
            transactions.bean(Shared.class).fire("heard");
            return null;
        });

        assertThat(notes()).containsExactly("heard");
    }

    @Test
    void producersAndDisposersParameters_haveTheRoot() throws Exception {
        transactions.in(() -> {
            Instance<StringBuilder> made = transactions.container.select(StringBuilder.class);
            StringBuilder text = made.get();
            text.append("!");
            made.destroy(text);
            return null;
        });

        assertThat(notes()).containsExactly("produced", "disposed board!");
    }

    /** Interceptors and decorators have roots of their own, and all that CDI does for the bean is done. */
    @Test
    void interceptorDecoratorAndLifecycle_areLeftAlone() throws Exception {
        transactions.in(() -> {
            transactions.bean(Adder.class).add("x");
            return null;
        });

        assertThat(notes()).containsExactly("intercepted", "decorated", "x");
        stopAndStartAgain();
        assertThat(LOG).containsExactly("constructed", "destroyed");
    }

    private void stopAndStartAgain() {
        transactions.close();
        transactions = Transactions.with();
    }

    private List<String> notes() throws Exception {
        return transactions.in(() -> List.copyOf(transactions.board("board").notes()));
    }

    @Dependent
    public static class Initial {
        @Produces
        @InitialRoot("board")
        static Board noBoard() {
            return new Board();
        }
    }

    /** What is decorated. */
    public interface Adder {
        void add(String note);
    }

    @ApplicationScoped
    public static class Counting implements Adder {
        @Inject
        @OdbRoot("board")
        private Board board;

        @PostConstruct
        void constructed() {
            LOG.add("constructed");
        }

        @PreDestroy
        void destroyed() {
            LOG.add("destroyed");
        }

        @Override
        @Noisy
        public void add(String note) {
            board.add(note);
        }
    }

    @Decorator
    @Priority(Interceptor.Priority.APPLICATION)
    public abstract static class Decorating implements Adder {
        @Inject
        @Delegate
        private Adder delegate;

        @Inject
        @OdbRoot("board")
        private Board board;

        @Override
        public void add(String note) {
            board.add("decorated");
            delegate.add(note);
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Noisy {}

    @Noisy
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    public static class Loud {
        @Inject
        @OdbRoot("board")
        private Board board;

        @AroundInvoke
        Object around(InvocationContext context) throws Exception {
            board.add("intercepted");
            return context.proceed();
        }
    }

    @ApplicationScoped
    public static class Shared {
        @Inject
        @OdbRoot("board")
        private Board board;

        @Inject
        private Event<News> event;

        public void add(String note) {
            board.add(note);
        }

        public void fire(String note) {
            event.fire(new News(note));
        }
    }

    @Singleton
    public static class Single {
        private final Board board;

        @Inject
        Single(@OdbRoot("board") Board board) {
            this.board = board;
        }

        void add(String note) {
            board.add(note);
        }
    }

    @RequestScoped
    public static class OfARequest {
        private Board board;

        @Inject
        void set(@OdbRoot("board") Board board) {
            this.board = board;
        }

        public void add(String note) {
            board.add(note);
        }
    }

    public abstract static class General<T> {
        @Inject
        @OdbRoot("board")
        private T root;

        T root() {
            return root;
        }
    }

    @Dependent
    public static class Special extends General<Board> {
        void add(String note) {
            root().add(note);
        }
    }

    record News(String text) {}

    @ApplicationScoped
    public static class Listening {
        void heard(@Observes News news, @OdbRoot("board") Board board) {
            board.add(news.text);
        }
    }

    @Dependent
    public static class Producing {
        @Produces
        static StringBuilder make(@OdbRoot("board") Board board) {
            board.add("produced");
            return new StringBuilder(board.title());
        }

        static void dispose(@Disposes StringBuilder made, @OdbRoot("board") Board board) {
            board.add("disposed " + made);
        }
    }
}
