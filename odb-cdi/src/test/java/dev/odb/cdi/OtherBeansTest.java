package dev.odb.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.cdi.model.Board;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessBeanAttributes;
import jakarta.enterprise.inject.spi.ProcessInjectionTarget;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The extension changes nothing of what it looks at: no type is replaced, no bean vetoed, none created in another way. */
class OtherBeansTest {
    @Test
    void typesAndBeans_areThoseThatTheContainerFound() {
        Watcher watcher = new Watcher();
        try (SeContainer container = SeContainerInitializer.newInstance()
                .addExtensions(watcher)
                .addBeanClasses(WithRoot.class, Plain.class)
                .initialize()) {
            assertThat(container.select(WithRoot.class).isResolvable()).isTrue();
        }

        assertThat(watcher.changed).isEmpty();
        assertThat(watcher.compared).isEqualTo(6);
        assertThat(watcher.beans).contains(WithRoot.class, Plain.class);
    }

    /** Sees the beans of this test before and after all others. */
    static class Watcher implements Extension {
        private static final int FIRST = 1;
        private static final int LAST = 100_000;

        private final Map<Class<?>, Object> before = new HashMap<>();
        private final List<Object> changed = new ArrayList<>();
        private final List<Class<?>> beans = new ArrayList<>();
        private int compared;

        void type(@Observes @Priority(FIRST) ProcessAnnotatedType<?> event) {
            before.put(ProcessAnnotatedType.class, event.getAnnotatedType());
        }

        void typeAfter(@Observes @Priority(LAST) ProcessAnnotatedType<?> event) {
            after(ProcessAnnotatedType.class, event.getAnnotatedType(), event.getAnnotatedType());
        }

        void target(@Observes @Priority(FIRST) ProcessInjectionTarget<?> event) {
            before.put(ProcessInjectionTarget.class, event.getInjectionTarget());
        }

        void targetAfter(@Observes @Priority(LAST) ProcessInjectionTarget<?> event) {
            after(ProcessInjectionTarget.class, event.getAnnotatedType(), event.getInjectionTarget());
        }

        void attributes(@Observes @Priority(FIRST) ProcessBeanAttributes<?> event) {
            before.put(ProcessBeanAttributes.class, event.getBeanAttributes());
        }

        void attributesAfter(@Observes @Priority(LAST) ProcessBeanAttributes<?> event) {
            after(ProcessBeanAttributes.class, event.getAnnotated(), event.getBeanAttributes());
        }

        void bean(@Observes ProcessBean<?> event) {
            beans.add(event.getBean().getBeanClass());
        }

        private void after(Class<?> event, Annotated of, Object seen) {
            if (of instanceof AnnotatedType<?> type
                    && type.getJavaClass().getEnclosingClass() == OtherBeansTest.class) {
                compared++;
                if (before.get(event) != seen) {
                    changed.add(seen);
                }
            }
        }
    }

    @ApplicationScoped
    public static class WithRoot {
        @Inject
        @OdbRoot("board")
        private Board board;

        @Produces
        @InitialRoot("board")
        static Board noBoard() {
            return new Board();
        }

        @RetryOnConflict
        @Transactional
        public void add(String note) {
            board.add(note);
        }
    }

    @ApplicationScoped
    public static class Plain {}
}
