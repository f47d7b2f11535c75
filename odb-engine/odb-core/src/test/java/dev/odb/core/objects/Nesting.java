package dev.odb.core.objects;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Has classes of each nested kind. */
@Persistent
class Nesting {
    private int count = 1;
    private final List<Inner> inners = new ArrayList<>();
    private Supplier<Integer> nested;
    private Object last;

    /** Has this object in a field that the compiler made. */
    @Persistent
    class Inner {
        private int own = 10;

        Inner() {
            inners.add(this);
        }

        /** In its turn. */
        @Persistent
        class Deeper {
            private int deep = 100;

            int sum() {
                return deep + own + count;
            }
        }

        Deeper deeper() {
            return new Deeper();
        }

        int bump() {
            count++;
            IntSupplier add = () -> own += count;
            return add.getAsInt();
        }
    }

    /** Seen by nobody else. */
    @Persistent
    private static final class Hidden<T> implements Supplier<T> {
        private final T value;

        private Hidden(T value) {
            this.value = value;
        }

        @Override
        public T get() {
            return value;
        }
    }

    Inner inner() {
        return new Inner();
    }

    List<Inner> inners() {
        return inners;
    }

    void hide(int value) {
        nested = new Hidden<>(value);
    }

    Supplier<Integer> nested() {
        return nested;
    }

    /** A local class, which has the captured variable and this object in fields that the compiler made. */
    void local(String captured) {
        @Persistent
        class Local implements Callable<String> {
            private int calls;

            @Override
            public String call() {
                return captured + count + ++calls;
            }
        }
        last = new Local();
    }

    /** An anonymous class is persistent if its superclass is. */
    void anonymous(String captured) {
        last = new Thing("anonymous") {
            @Override
            String text() {
                return super.text() + captured + count;
            }
        };
    }

    /** A lambda has no class that could be stored. */
    void lambda() {
        nested = () -> count;
    }

    Object last() {
        return last;
    }
}
