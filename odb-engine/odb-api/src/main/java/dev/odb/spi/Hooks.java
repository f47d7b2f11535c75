package dev.odb.spi;

/** What enhanced code calls when the inline check of a field access fails. */
public final class Hooks {
    private Hooks() {}

    /** Gives the loaded object to read a field from. */
    public static Managed read(Managed object) {
        return owner(object).read(object);
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

    private static Owner owner(Managed object) {
        Owner owner = object.$odb_owner();
        if (owner == null) {
            throw ApiMessages.ghostWithoutOwner(object.getClass());
        }
        return owner;
    }
}
