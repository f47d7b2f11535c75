package dev.odb.core.twin;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Random;

/** Arrays; a change writes one element. */
record ArrayType(Class<?> component, Type element) implements Type {
    static final ArrayType INTS = new ArrayType(int.class, Type.SMALL_NUMBER);
    static final ArrayType MATRIX = new ArrayType(int[].class, INTS);
    static final ArrayType GRID = new ArrayType(String[].class, new ArrayType(String.class, Type.TEXT));
    static final ArrayType OBJECTS = new ArrayType(Object.class, new AnyType());

    private static final List<Mean<ArrayType, Object>> MEANS = List.of(
            ArrayType::write, ArrayType::write, ArrayType::write, ArrayType::inner, ArrayType::inner, ArrayType::inner);

    @Override
    public Object make(World world, Random r) {
        Object made = Array.newInstance(component, r.nextInt(4));
        for (int i = 0; i < Array.getLength(made); i++) {
            if (component.isPrimitive() || r.nextInt(4) > 0) {
                Array.set(made, i, element.make(world, r));
            }
        }
        return made;
    }

    @Override
    public List<? extends Mean<?, ?>> means() {
        return MEANS;
    }

    private Object write(Object array, World world, Random r) {
        int length = Array.getLength(array);
        if (length == 0) {
            return null;
        }
        int index = r.nextInt(length);
        Object old = Array.get(array, index);
        Array.set(array, index, element.make(world, r));
        return old;
    }

    /** Changes an element in place, an array in the array for example. */
    private Object inner(Object array, World world, Random r) {
        int length = Array.getLength(array);
        Object old = length == 0 ? null : Array.get(array, r.nextInt(length));
        return old == null || !element.mutable() ? write(array, world, r) : element.change(old, world, r);
    }
}
