package dev.odb;

import dev.odb.spi.ApiMessages;
import dev.odb.spi.Hooks;
import dev.odb.spi.Managed;
import dev.odb.spi.WeakReference;

/**
 * A reference that does not keep its target in the database: an object to which only weak references lead is removed by
 * the next pack like one to which none leads. A value, stored in fields and collections of persistent objects. Storing
 * one to an unsaved object stores that object too.
 *
 * <p>It is equal to another one if their targets are the same object or equal, and has the target's hash code; once the
 * target is gone both have nothing to go by and are an error, so remove such references from hash collections in time.
 *
 * @param <T> the target's class or an interface of it
 */
public final class WeakRef<T> implements WeakReference {
    private final Managed target;

    private WeakRef(Managed target) {
        this.target = target;
    }

    /**
     * A reference to a persistent object, saved or not.
     *
     * @throws NotPersistentException if it is null or not of an enhanced persistent class
     */
    public static <T> WeakRef<T> to(T target) {
        if (Hooks.value(target) instanceof Managed managed) {
            return new WeakRef<>(managed);
        }
        throw ApiMessages.weakTarget(target);
    }

    /**
     * The target, or null if it is not in the database any more.
     *
     * @throws DetachedObjectException if it is not in memory and the transaction is over
     */
    @SuppressWarnings("unchecked")
    public T get() {
        return Hooks.exists(target) ? (T) target : null;
    }

    @Override
    public Managed $odb_target() {
        return target;
    }

    private Object present() {
        T present = get();
        if (present == null) {
            throw ApiMessages.weakTargetGone(target);
        }
        return present;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeakRef<?> that
                && (target == that.target || present().equals(that.present()));
    }

    @Override
    public int hashCode() {
        return present().hashCode();
    }

    @Override
    public String toString() {
        return "WeakRef to " + target.getClass().getName() + " " + target.$odb_oid();
    }
}
