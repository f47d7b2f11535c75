package dev.odb.core.twin;

import java.util.List;
import java.util.Random;

/** Records, whose part is changed in place. */
record MarkType() implements Type {
    private static final ListType TAGS = new ListType(Type.TEXT, false);
    private static final List<Mean<MarkType, Mark>> MEANS =
            List.of((type, mark, world, r) -> TAGS.change(mark.tags(), world, r));

    @Override
    @SuppressWarnings("unchecked")
    public Object make(World world, Random r) {
        return new Mark(r.nextInt(), "m" + r.nextInt(5), (List<Object>) TAGS.make(world, r));
    }

    @Override
    public List<? extends Mean<?, ?>> means() {
        return MEANS;
    }
}
