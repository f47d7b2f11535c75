package dev.odb.core.twin;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One random thing that an application does; the same on both sides for the same random numbers. */
enum Operation implements Act {
    WRITE {
        @Override
        public Object run(World world, Random r) {
            Item item = world.pick(r);
            Slot slot = one(Slot.recordOf(item.id()), r);
            boolean nothing = !slot.primitive() && r.nextInt(6) == 0;
            item.put(slot, nothing ? null : slot.type.make(world, r));
            return null;
        }
    },
    CHANGE {
        @Override
        public Object run(World world, Random r) {
            Item item = world.pick(r);
            Slot slot = one(MUTABLE, r);
            if (!slot.isOf(item.id())) {
                return null;
            }
            Object value = item.get(slot);
            if (value == null) {
                item.put(slot, slot.type.make(world, r));
                return null;
            }
            return slot.type.mutable() ? slot.type.change(value, world, r) : null;
        }
    },
    COUNT {
        @Override
        public Object run(World world, Random r) {
            Item item = world.pick(r);
            item.count(r.nextInt(9) - 4L);
            return item.get(Slot.COUNTER);
        }
    },
    FILL_TREE {
        @Override
        @SuppressWarnings("unchecked")
        public Object run(World world, Random r) {
            Map<Object, Object> tree = (Map<Object, Object>) world.pick(r).get(Slot.TREE);
            int from = r.nextInt(3000);
            Item item = world.pick(r);
            Map<Object, Object> more = new HashMap<>();
            for (int i = 0; i < 60; i++) {
                more.put(from + i, item);
            }
            if (r.nextInt(3) == 0) {
                tree.keySet().removeAll(more.keySet());
            } else {
                tree.putAll(more);
            }
            return tree.size();
        }
    },
    TAKE_ALIAS {
        @Override
        public Object run(World world, Random r) {
            Item item = world.pick(r);
            Slot slot = one(MUTABLE, r);
            if (slot.apart || !slot.isOf(item.id())) {
                return null;
            }
            Object value = item.get(slot);
            if (value == null || r.nextInt(3) == 0) {
                value = slot.type.make(world, r);
                item.put(slot, value);
            }
            keep(world.aliases(), new Alias(slot.type, value), r);
            boolean within = slot == Slot.NESTED && r.nextBoolean() && !((List<?>) value).isEmpty();
            if (within) {
                keep(world.aliases(), new Alias(((ListType) slot.type).element(), ((List<?>) value).get(0)), r);
            }
            return value;
        }
    },
    CHANGE_ALIAS {
        @Override
        public Object run(World world, Random r) {
            if (world.aliases().isEmpty()) {
                return null;
            }
            Alias alias = one(world.aliases(), r);
            return alias.type().change(alias.value(), world, r);
        }
    },
    HOLD {
        @Override
        public Object run(World world, Random r) {
            Item item = r.nextInt(4) == 0 ? world.make(r) : world.pick(r);
            keep(world.held(), item, r);
            return item;
        }
    },
    LINK {
        @Override
        @SuppressWarnings("unchecked")
        public Object run(World world, Random r) {
            Item from = world.pick(r);
            Item to = world.pick(r);
            if (r.nextBoolean()) {
                from.put(Slot.NEXT, to);
            } else {
                ((Collection<Object>) from.get(Slot.LIST)).add(to);
            }
            return null;
        }
    },
    GROW {
        @Override
        @SuppressWarnings("unchecked")
        public Object run(World world, Random r) {
            Item item = world.pick(r);
            for (int i = r.nextInt(5); i >= 0; i--) {
                Item made = world.make(r);
                ((Map<Object, Object>) item.get(Slot.MAP)).put(Type.TEXT.make(world, r), made);
                ((Collection<Object>) item.get(Slot.LIST)).add(made);
            }
            return null;
        }
    },
    MOVE {
        @Override
        public Object run(World world, Random r) {
            Item from = world.pick(r);
            Item to = world.pick(r);
            to.put(Slot.NEXT, from.get(Slot.NEXT));
            from.put(Slot.NEXT, null);
            return to.get(Slot.NEXT);
        }
    },
    UNLINK {
        @Override
        public Object run(World world, Random r) {
            Item item = world.pick(r);
            if (item.id() == View.ROOT) {
                return null;
            }
            for (Slot slot : List.of(Slot.NEXT, Slot.FRIENDS, Slot.CIRCLE, Slot.BY_ITEM, Slot.BY_NAME, Slot.CHAIN)) {
                if (r.nextBoolean()) {
                    item.put(slot, null);
                }
            }
            ((Collection<?>) item.get(Slot.LIST)).clear();
            ((Map<?, ?>) item.get(Slot.MAP)).clear();
            ((Map<?, ?>) item.get(Slot.TREE)).clear();
            return null;
        }
    },
    SHARE {
        @Override
        public Object run(World world, Random r) {
            Item item = world.pick(r);
            if (!Slot.ANYTHING.isOf(item.id())) {
                return null;
            }
            item.put(Slot.ANYTHING, item.get(one(List.of(Slot.NAMES, Slot.GRID, Slot.ANYTHING), r)));
            return null;
        }
    },
    READ {
        @Override
        public Object run(World world, Random r) {
            Item item = world.pick(r);
            return item.get(one(Slot.recordOf(item.id()), r));
        }
    };

    private static final List<Slot> MUTABLE =
            Arrays.stream(Slot.values()).filter(slot -> slot.type.mutable()).toList();
    private static final List<Operation> BY_WEIGHT = List.of(
            WRITE,
            WRITE,
            WRITE,
            CHANGE,
            CHANGE,
            CHANGE,
            CHANGE,
            CHANGE,
            CHANGE,
            CHANGE,
            CHANGE,
            COUNT,
            FILL_TREE,
            TAKE_ALIAS,
            TAKE_ALIAS,
            CHANGE_ALIAS,
            CHANGE_ALIAS,
            CHANGE_ALIAS,
            HOLD,
            LINK,
            MOVE,
            UNLINK,
            SHARE,
            READ,
            GROW,
            GROW);

    static Operation random(Random r) {
        return one(BY_WEIGHT, r);
    }

    private static <T> T one(List<T> list, Random r) {
        return list.get(r.nextInt(list.size()));
    }

    private static <T> void keep(List<T> list, T value, Random r) {
        if (list.size() < 8) {
            list.add(value);
        } else {
            list.set(r.nextInt(list.size()), value);
        }
    }
}
