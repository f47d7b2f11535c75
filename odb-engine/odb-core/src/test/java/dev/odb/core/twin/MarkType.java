package dev.odb.core.twin;

import java.util.List;
import java.util.Random;

/** Records, whose part is changed in place. */
record MarkType() implements Type {
    private static final ListType TAGS = new ListType(Type.TEXT, false);

    @Override
    @SuppressWarnings("unchecked")
    public Object make(World world, Random r) {
        return new Mark(r.nextInt(), "m" + r.nextInt(5), (List<Object>) TAGS.make(world, r));
    }

    @Override
    public boolean mutable() {
        return true;
    }

    @Override
    public Object change(Object value, World world, Random r) {
        return TAGS.change(((Mark) value).tags(), world, r);
    }
}
