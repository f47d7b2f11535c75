package dev.odb.core.record.tracked;

import dev.odb.spi.Hooks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Stand-ins never get into a collection: what is added is the object they stand for. */
final class StandInArguments {
    private StandInArguments() {}

    @SuppressWarnings("unchecked")
    static <E> E value(E element) {
        return element == null ? null : (E) Hooks.value(element);
    }

    /** The collection itself if it has no stand-ins. */
    static <E> Collection<? extends E> values(Collection<? extends E> elements) {
        for (E element : elements) {
            if (value(element) != element) {
                List<E> unwrapped = new ArrayList<>(elements.size());
                elements.forEach(each -> unwrapped.add(value(each)));
                return unwrapped;
            }
        }
        return elements;
    }

    static <E> UnaryOperator<E> operator(UnaryOperator<E> operator) {
        Objects.requireNonNull(operator);
        return element -> value(operator.apply(element));
    }

    static <A, B> Function<A, B> result(Function<A, B> function) {
        Objects.requireNonNull(function);
        return argument -> value(function.apply(argument));
    }

    static <A, B, C> BiFunction<A, B, C> result(BiFunction<A, B, C> function) {
        Objects.requireNonNull(function);
        return (first, second) -> value(function.apply(first, second));
    }
}
