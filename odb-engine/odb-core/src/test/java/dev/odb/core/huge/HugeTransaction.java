package dev.odb.core.huge;

import dev.odb.BTreeMap;
import dev.odb.OdbConfiguration;
import dev.odb.core.Engine;
import java.util.function.ObjIntConsumer;

/**
 * A program that makes many objects in one transaction, rolls one back that makes and changes as many, changes all of
 * them in another one, and looks at them.
 * Arguments: the folder, how many, and after how many a savepoint is made, 0 for never.
 */
final class HugeTransaction {
    private final Engine database;
    private final int count;
    private final int step;

    private HugeTransaction(Engine database, int count, int step) {
        this.database = database;
        this.count = count;
        this.step = step;
    }

    public static void main(String[] arguments) {
        OdbConfiguration configuration = OdbConfiguration.of("odb:file:" + arguments[0])
                .withMaxObjects(20_000)
                .withMaxObjectBytes(2 << 20)
                .withRecordCacheBytes(2 << 20);
        int count = Integer.parseInt(arguments[1]);
        int step = Integer.parseInt(arguments[2]);
        try (Engine database = Engine.open(configuration)) {
            HugeTransaction program = new HugeTransaction(database, count, step);
            program.transaction("made", count, (items, i) -> items.put(i, new Item(i)));
            program.check(0);
            program.rollback();
            program.check(0);
            program.transaction("changed", count, (items, i) -> items.get(i).text(1));
            program.check(1);
        }
        try (Engine database = Engine.open(configuration)) {
            new HugeTransaction(database, count, step).check(1);
        }
    }

    private void transaction(String what, int times, ObjIntConsumer<BTreeMap<Integer, Item>> change) {
        long start = System.nanoTime();
        long[] before = {0};
        database.transact(connection -> {
            @SuppressWarnings("unchecked")
            BTreeMap<Integer, Item> items = connection.root("items", BTreeMap.class, BTreeMap::new);
            for (int i = 0; i < times; i++) {
                change.accept(items, i);
                if (step > 0 && i % step == step - 1) {
                    connection.savepoint();
                }
            }
            before[0] = System.nanoTime();
            return null;
        });
        long end = System.nanoTime();
        System.out.println(
                what + " " + count + " in " + millis(before[0] - start) + " ms, committed in " + millis(end - before[0])
                        + " ms, heap of " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
    }

    /** Many new objects and changes that come to nothing. */
    private void rollback() {
        IllegalStateException stop = new IllegalStateException("stop");
        try {
            transaction("rolled back", count / 2, (items, i) -> {
                items.put(count + i, new Item(i));
                items.get(i).text(7);
                if (i == count / 2 - 1) {
                    throw stop;
                }
            });
        } catch (IllegalStateException e) {
            if (e != stop) {
                throw e;
            }
            System.out.println("rolled back " + count);
        }
    }

    private void check(int version) {
        for (int from = 0; from < count; from += 10_000) {
            int begin = from;
            int end = Math.min(count, begin + 10_000);
            database.transact(connection -> {
                @SuppressWarnings("unchecked")
                BTreeMap<Integer, Item> items = connection.root("items", BTreeMap.class);
                if (items.size() != count) {
                    throw new IllegalStateException("there are " + items.size());
                }
                for (int i = begin; i < end; i++) {
                    if (!items.get(i).isVersion(version)) {
                        throw new IllegalStateException("number " + i + " is wrong");
                    }
                }
                return null;
            });
        }
        System.out.println("all of version " + version);
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
