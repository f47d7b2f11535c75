package dev.odb.benchmarks.contestants;

import dev.odb.benchmarks.Contestant;
import dev.odb.benchmarks.IssueText;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import jetbrains.exodus.ArrayByteIterable;
import jetbrains.exodus.ByteIterable;
import jetbrains.exodus.bindings.LongBinding;
import jetbrains.exodus.env.Environment;
import jetbrains.exodus.env.EnvironmentConfig;
import jetbrains.exodus.env.Environments;
import jetbrains.exodus.env.Store;
import jetbrains.exodus.env.StoreConfig;
import jetbrains.exodus.env.Transaction;

/** Xodus: one store of records, durable writes. */
public final class XodusContestant implements Contestant {
    private static final ByteIterable COUNTER = LongBinding.longToEntry(Long.MIN_VALUE);

    private Environment environment;
    private Store store;

    @Override
    public String name() {
        return "Xodus";
    }

    @Override
    public String settings() {
        return "logDurableWrite=true, garbage collection off; cache of half the heap";
    }

    @Override
    public void open(Path folder) {
        environment = Environments.newInstance(
                folder.toFile(),
                new EnvironmentConfig().setLogDurableWrite(true).setGcEnabled(false));
        store = environment.computeInTransaction(
                transaction -> environment.openStore("records", StoreConfig.WITHOUT_DUPLICATES, transaction));
        environment.executeInTransaction(transaction -> {
            if (store.count(transaction) == 0) {
                for (int i = 0; i < IssueText.AUTHORS; i++) {
                    put(transaction, IssueBytes.authorKey(i), IssueBytes.utf8(IssueText.authorName(i)));
                }
            }
        });
    }

    private void put(Transaction transaction, long key, byte[] record) {
        store.put(transaction, LongBinding.longToEntry(key), new ArrayByteIterable(record));
    }

    private byte[] get(Transaction transaction, long key) {
        ByteIterable found = store.get(transaction, LongBinding.longToEntry(key));
        return found == null ? null : java.util.Arrays.copyOf(found.getBytesUnsafe(), found.getLength());
    }

    @Override
    public void load(List<IssueText> issues) {
        environment.executeInTransaction(transaction -> {
            for (IssueText text : issues) {
                long key = IssueBytes.key(text.id());
                put(transaction, key, IssueBytes.issue(text, 0));
                for (String comment : text.comments()) {
                    put(transaction, ++key, IssueBytes.utf8(comment));
                }
            }
        });
    }

    @Override
    public void setStatus(int issue, int status) {
        environment.executeInTransaction(transaction -> {
            long key = IssueBytes.key(issue);
            put(transaction, key, IssueBytes.withStatus(get(transaction, key), status));
        });
    }

    @Override
    public long read(int issue) throws Exception {
        return readAll(new int[] {issue});
    }

    @Override
    public long readAll(int[] issues) throws Exception {
        Transaction transaction = environment.beginReadonlyTransaction();
        try {
            long sum = 0;
            for (int issue : issues) {
                sum += IssueBytes.checksum(issue, key -> get(transaction, key));
            }
            return sum;
        } finally {
            transaction.abort();
        }
    }

    @Override
    public void increment() {
        environment.executeInTransaction(transaction -> {
            ByteIterable next = new ArrayByteIterable(
                    ByteBuffer.allocate(8).putLong(1 + value(transaction)).array());
            store.put(transaction, COUNTER, next);
        });
    }

    private long value(Transaction transaction) {
        ByteIterable found = store.get(transaction, COUNTER);
        return found == null ? 0 : ByteBuffer.wrap(found.getBytesUnsafe()).getLong();
    }

    @Override
    public long counter() {
        return environment.computeInReadonlyTransaction(this::value);
    }

    @Override
    public void close() {
        environment.close();
    }
}
