package dev.odb.core.twin;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Anything, for fields and elements declared as Object; the same list twice in an array too. */
record AnyType() implements Type {
    private static final ListType LIST = new ListType(Type.TEXT, false);
    private static final SetType SET = new SetType(Type.TEXT, SetType.Form.TREE);
    private static final MapType MAP = new MapType(Type.TEXT, LIST, MapType.Form.HASH);
    private static final List<Mean<AnyType, Object>> MEANS = List.of(AnyType::inner, AnyType::inner, AnyType::inner);

    @Override
    public Object make(World world, Random r) {
        return switch (r.nextInt(9)) {
            case 0 -> Type.TEXT.make(world, r);
            case 1 -> LIST.make(world, r);
            case 2 -> SET.make(world, r);
            case 3 -> MAP.make(world, r);
            case 4 -> new MarkType().make(world, r);
            case 5 -> ArrayType.GRID.make(world, r);
            case 6 -> {
                Object twice = LIST.make(world, r);
                yield new Object[] {twice, 1L, twice, null};
            }
            case 7 -> {
                Object[] endless = {Shade.DARK, null};
                endless[1] = endless;
                yield endless;
            }
            default -> Type.ITEM.make(world, r);
        };
    }

    @Override
    public List<? extends Mean<?, ?>> means() {
        return MEANS;
    }

    private Object inner(Object value, World world, Random r) {
        if (value instanceof Mark) {
            return new MarkType().change(value, world, r);
        }
        if (value instanceof String[][]) {
            return ArrayType.GRID.change(value, world, r);
        }
        if (value instanceof Object[]) {
            return ArrayType.OBJECTS.change(value, world, r);
        }
        if (value instanceof List) {
            return LIST.change(value, world, r);
        }
        if (value instanceof Set) {
            return SET.change(value, world, r);
        }
        return value instanceof Map ? MAP.change(value, world, r) : null;
    }
}
