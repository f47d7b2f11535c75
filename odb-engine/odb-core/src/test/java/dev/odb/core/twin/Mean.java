package dev.odb.core.twin;

import java.util.Random;

/**
 * One way to change a value in place; does the same on both sides for the same random numbers.
 *
 * @param <T> the type of the value, which knows that of its elements
 * @param <V> the value's class
 */
@FunctionalInterface
interface Mean<T extends Type, V> {
    /** Changes the value and gives what the call returned. */
    Object on(T type, V value, World world, Random r);
}
