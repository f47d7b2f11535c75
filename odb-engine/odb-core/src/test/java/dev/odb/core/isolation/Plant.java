package dev.odb.core.isolation;

import dev.odb.core.Engine;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/**
 * One bug in a storage that is right otherwise. A subclass overrides a method and is wrong there for the objects that it
 * is armed with; whatever is not declared here goes to the right storage. Called by one thread at a time, so that what is
 * wrong is exactly what is written down and not a race of this class.
 */
abstract class Plant {
    Storage right;
    private Set<Long> victims = Set.of();
    private int times;

    /** The storage with this bug in it. */
    final Storage in(Storage storage) {
        right = storage;
        return (Storage) Proxy.newProxyInstance(
                Plant.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, arguments) -> {
                    try {
                        return invoke(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Object invoke(Method method, Object[] arguments) throws ReflectiveOperationException {
        Method own;
        try {
            own = Plant.class.getDeclaredMethod(method.getName(), method.getParameterTypes());
        } catch (NoSuchMethodException e) {
            return method.invoke(right, arguments);
        }
        return own.invoke(this, arguments);
    }

    /** From here on it is wrong for these objects. */
    void arm(Set<Long> objects) {
        victims = objects;
    }

    final void disarm() {
        victims = Set.of();
    }

    final boolean armed() {
        return !victims.isEmpty();
    }

    final boolean hits(long oid) {
        return victims.contains(oid);
    }

    /** The bug has changed an answer. */
    final void wrong() {
        times++;
    }

    /** How often it has. */
    final int times() {
        return times;
    }

    /** The engine that is opened over the storage. */
    void above(Engine engine) {}

    /** What is to happen after a branch was prepared. */
    void afterPrepare(BranchId id) {}

    long lastTid() {
        return right.lastTid();
    }

    Revision load(long oid, long snapshot) {
        return right.load(oid, snapshot);
    }

    long[] changedBetween(long after, long upTo) {
        return right.changedBetween(after, upTo);
    }

    long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
        return right.commit(batch, appended);
    }

    void prepare(BranchId id, Batch batch) throws StaleRecordsException {
        right.prepare(id, batch);
    }

    long commitPrepared(BranchId id, LongConsumer appended) {
        return right.commitPrepared(id, appended);
    }

    void rollbackPrepared(BranchId id) {
        right.rollbackPrepared(id);
    }

    /** The batch with the newest serials in place of those seen, so that the check of those objects finds nothing. */
    final Batch unchecked(Batch batch, LongPredicate which) {
        List<Write> writes = batch.writes().stream()
                .map(write -> which.test(write.oid()) ? current(write) : write)
                .toList();
        return new Batch(writes, batch.checks(), batch.metadata());
    }

    private Write current(Write write) {
        Revision revision = right.loadAppended(write.oid());
        long serial = revision == null ? 0 : revision.serial();
        if (serial != write.serialSeen()) {
            wrong();
        }
        return new Write(write.oid(), serial, write.record());
    }
}
