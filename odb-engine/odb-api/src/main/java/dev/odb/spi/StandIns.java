package dev.odb.spi;

import dev.odb.NoTransactionException;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.util.function.Supplier;

/**
 * Makes the objects that are injected for roots: instances of the subclass {@code X$$OdbStandIn} that the enhancer emits
 * beside each concrete, non-final persistent class X. They hold no state of their own and can be kept across
 * transactions and passivated.
 */
public final class StandIns {
    /** What the enhancer appends to the name of the class. */
    public static final String SUFFIX = "$$OdbStandIn";

    private StandIns() {}

    /** Makes a stand-in. */
    public static <T> T create(Class<T> type, String database, String root) {
        return create(type, database, root, null);
    }

    /**
     * Makes a stand-in.
     *
     * @param initial makes the root if it is used and not there; serializable, or null
     */
    public static <T> T create(Class<T> type, String database, String root, Supplier<? extends T> initial) {
        try {
            Class<?> standIn = Class.forName(type.getName() + SUFFIX, true, type.getClassLoader());
            Constructor<?> constructor = standIn.getDeclaredConstructor(GhostMark.class);
            constructor.setAccessible(true);
            Managed made = (Managed) constructor.newInstance((Object) null);
            made.$odb_state(ObjectState.STAND_IN);
            made.$odb_owner(new RootOwner<>(type, database, root, initial));
            return type.cast(made);
        } catch (ReflectiveOperationException e) {
            throw ApiMessages.noStandIn(type, e);
        }
    }

    /** What a stand-in is written as by Java serialization of a passivated bean; called by enhanced code. */
    public static Object reference(Managed standIn) {
        RootOwner<?> owner = (RootOwner<?>) standIn.$odb_owner();
        return reference(owner);
    }

    private static <T> Reference<T> reference(RootOwner<T> owner) {
        return new Reference<>(owner.type, owner.database, owner.root, owner.initial);
    }

    /** Whether the root is equal to the other object, or to what that stands for; called by enhanced code. */
    public static boolean equal(Managed standIn, Object other) {
        return standIn == other || Hooks.value(standIn).equals(Hooks.value(other));
    }

    /** The root's hash code; called by enhanced code. */
    public static int hash(Managed standIn) {
        return Hooks.value(standIn).hashCode();
    }

    /** The root as text; called by enhanced code. Names it outside a transaction, for logs and debuggers. */
    public static String text(Managed standIn) {
        try {
            return Hooks.value(standIn).toString();
        } catch (NoTransactionException e) {
            return standIn.$odb_owner().toString();
        }
    }

    /** What a root is shown as outside a transaction. */
    public static String text(String database, String root) {
        return "root '" + root + "'" + (database.isEmpty() ? "" : " of the database '" + database + "'");
    }

    private record Reference<T>(Class<T> type, String database, String root, Supplier<? extends T> initial)
            implements Serializable {
        private Object readResolve() {
            return create(type, database, root, initial);
        }
    }

    private record RootOwner<T>(Class<T> type, String database, String root, Supplier<? extends T> initial)
            implements Owner {
        @Override
        public Managed read(Managed standIn) {
            Managed target = target(standIn);
            return target.$odb_state() > ObjectState.GHOST ? target : Hooks.read(target);
        }

        @Override
        public Managed readValue(Managed standIn) {
            Managed target = target(standIn);
            return target.$odb_state() > ObjectState.UNREAD ? target : Hooks.readValue(target);
        }

        @Override
        public Managed write(Managed standIn) {
            Managed target = target(standIn);
            return target.$odb_state() > ObjectState.UP_TO_DATE ? target : Hooks.write(target);
        }

        @Override
        public Managed writeBlind(Managed standIn) {
            Managed target = target(standIn);
            Hooks.changeBlind(target);
            return target;
        }

        @Override
        public void observe(Managed standIn) {
            Hooks.observe(target(standIn));
        }

        @Override
        public void readCurrent(Managed standIn) {
            Hooks.readCurrent(target(standIn));
        }

        @Override
        public String toString() {
            return text(database, root);
        }

        @Override
        public Managed target(Managed standIn) {
            CurrentRoots roots = (CurrentRoots) ConnectionFactories.get(database);
            return (Managed) roots.currentRoot(root, type, initial);
        }
    }
}
