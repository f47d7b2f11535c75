package dev.odb.spi;

/** What enhanced code calls when the inline check of a field access fails. */
public final class Hooks {
    private Hooks() {}

    /** Gives the loaded object to read a field from. */
    public static Managed read(Managed object) {
        return FarCall.read(owner(object), object);
    }

    /** Gives the loaded object to read a field from that may hold a value which can be changed without a call. */
    public static Managed readValue(Managed object) {
        return FarCall.readValue(owner(object), object);
    }

    /** Gives the changed object to write a field to. */
    public static Managed write(Managed object) {
        return owner(object).write(object);
    }

    /** What to store in a field for a value: the object itself where the value is a stand-in. */
    public static Object value(Object value) {
        if (value instanceof Managed managed && managed.$odb_state() == ObjectState.STAND_IN) {
            return managed.$odb_owner().target(managed);
        }
        return value;
    }

    /** Gives the object with its state, to be cloned. */
    public static Managed loaded(Managed object) {
        return object.$odb_state() > ObjectState.GHOST ? object : read(object);
    }

    /** Makes a clone, as {@link Object#clone()} gives it, an unsaved object of its own. */
    public static Object cloned(Object clone) {
        if (clone instanceof Managed managed) {
            managed.$odb_owner(null);
            managed.$odb_oid(0);
            managed.$odb_serial(0);
            managed.$odb_state(ObjectState.UNSAVED);
        }
        return clone;
    }

    /**
     * Registers the change of an object of which a collection in a field is about to be changed in place. For classes
     * whose source calls it: the parameter may be any object, and one that was not enhanced is left alone.
     */
    public static void change(Object persistent) {
        if (persistent instanceof Managed managed && managed.$odb_state() <= ObjectState.UP_TO_DATE) {
            write(managed);
        }
    }

    /**
     * The same for a change that does not depend on the state it meets, such as an addition whose sum nobody looks at: it
     * is no read. What follows may read the fields it needs for that.
     */
    public static void changeBlind(Object persistent) {
        if (persistent instanceof Managed managed && managed.$odb_state() <= ObjectState.UP_TO_DATE) {
            owner(managed).writeBlind(managed);
        }
    }

    /** Says that the application is shown state of an object that may have been changed blindly: that is a read. */
    public static void observe(Object persistent) {
        if (persistent instanceof Managed managed && managed.$odb_owner() != null) {
            managed.$odb_owner().observe(managed);
        }
    }

    /** Makes the read of a saved object count at commit; does nothing for an unsaved one or one that was not enhanced. */
    public static void readCurrent(Object persistent) {
        if (persistent instanceof Managed managed
                && managed.$odb_state() != ObjectState.UNSAVED
                && managed.$odb_owner() != null) {
            managed.$odb_owner().readCurrent(managed);
        }
    }

    /** Whether an object is there: unsaved, in memory, or in the database as its transaction sees it. */
    public static boolean exists(Managed object) {
        return object.$odb_state() > ObjectState.GHOST || owner(object).exists(object);
    }

    private static Owner owner(Managed object) {
        Owner owner = object.$odb_owner();
        if (owner == null) {
            throw ApiMessages.ghostWithoutOwner(object.getClass());
        }
        return owner;
    }
}
