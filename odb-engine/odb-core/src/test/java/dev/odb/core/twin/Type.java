package dev.odb.core.twin;

import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Makes and changes random values; does the same for both worlds when it is given the same random numbers. */
interface Type {
    Type TEXT = scalar(r -> r.nextInt(20) == 0 ? "\u00e9\ud83d\ude00" + r.nextInt(3) : "s" + r.nextInt(12));
    Type SMALL_NUMBER = scalar(r -> r.nextInt(16));
    Type WIDE_NUMBER = scalar(r -> r.nextInt(3000));
    Type SHADE = scalar(r -> Shade.values()[r.nextInt(Shade.values().length)]);
    Type ITEM = (world, r) -> r.nextInt(5) == 0 ? world.make(r) : world.pick(r);

    static Type scalar(Function<Random, Object> random) {
        return (world, r) -> random.apply(r);
    }

    /** A new value, never null. */
    Object make(World world, Random random);

    /** The ways to change a value in place; none for immutable ones. */
    default List<? extends Mean<?, ?>> means() {
        return List.of();
    }

    /** Whether {@link #change} can do something. */
    default boolean mutable() {
        return !means().isEmpty();
    }

    /** Changes a value in place by any means and gives what the call returned. */
    default Object change(Object value, World world, Random random) {
        return change(random.nextInt(means().size()), value, world, random);
    }

    /** Changes a value in place by the means of that number and gives what the call returned. */
    @SuppressWarnings("unchecked")
    default Object change(int means, Object value, World world, Random random) {
        return ((Mean<Type, Object>) means().get(means)).on(this, value, world, random);
    }
}
