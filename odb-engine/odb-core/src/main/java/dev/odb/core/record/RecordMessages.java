package dev.odb.core.record;

import dev.odb.CorruptStorageException;
import dev.odb.DetachedObjectException;
import dev.odb.NotEnhancedException;
import dev.odb.OdbException;
import dev.odb.SchemaMismatchException;
import dev.odb.core.record.StoredClass.StoredField;
import java.util.List;

/** The messages of the record layer, ODB-2000 to ODB-2499. */
public final class RecordMessages {
    private RecordMessages() {}

    static OdbException corrupt(String subject, String what, int position, int length) {
        return new CorruptStorageException(
                "ODB-2001",
                "The stored " + subject + " is damaged: " + what + " (at byte " + position + " of " + length
                        + "). The database's verify command lists everything that is damaged.");
    }

    static OdbException unknownClass(int id) {
        return new CorruptStorageException(
                "ODB-2002",
                "The database's catalog has no class with id " + id
                        + ", though a record names it. The database's verify"
                        + " command lists everything that is damaged.");
    }

    static OdbException otherClass(String found, String expected) {
        return new CorruptStorageException(
                "ODB-2003",
                "The record is one of " + found + ", but the reference to it says " + expected
                        + ". The database's verify command lists everything that is damaged.");
    }

    static OdbException retyped(String subject, StoredField stored, ApplicationField field) {
        return new SchemaMismatchException(
                "ODB-2010",
                "Field '" + field.name() + "' of " + field.declarer.getName() + " is stored as " + stored.descriptor()
                        + " in the " + subject + " and is now declared as "
                        + field.field.getType().descriptorString()
                        + ". Values are never guessed: declare @Converted with a converter on it, @Converted alone if the"
                        + " value can be taken as it is, or @Formerly on its type if that was renamed; or give the field"
                        + " back its old type.");
    }

    static OdbException misfit(String subject, String type, String field, Throwable cause) {
        return new SchemaMismatchException(
                "ODB-2011",
                "What is stored for field '" + field + "' of " + type + " in the " + subject
                        + " does not fit its type: " + cause.getMessage()
                        + ". Was its type, or that of the value, changed? Declare @Converted on the field if it was.",
                cause);
    }

    static OdbException movedField(String subject, ApplicationField field, StoredField stored) {
        return new SchemaMismatchException(
                "ODB-2360",
                "Field '" + field.name() + "' of " + field.declarer.getName() + " is not in the " + subject
                        + ", which has one of that name that was declared in " + stored.declaredBy()
                        + ". If it has moved, declare @Formerly(\"" + stored.declaredBy() + "#" + stored.name()
                        + "\") on it (or @Formerly on the class, if that was renamed); if it is another one,"
                        + " @Formerly({}).");
    }

    static OdbException twoSources(String subject, ApplicationField field, StoredField one, StoredField other) {
        return new SchemaMismatchException(
                "ODB-2361",
                "Field '" + field.name() + "' of " + field.declarer.getName()
                        + " is, by its name and by @Formerly, both "
                        + one.declaredBy() + "#" + one.name() + " and " + other.declaredBy() + "#" + other.name()
                        + " of the " + subject
                        + ", which has both. Give the field a name that was not used before, with"
                        + " the right one of these in @Formerly.");
    }

    static OdbException nameReused(String subject, ApplicationField field, StoredField stored) {
        return new SchemaMismatchException(
                "ODB-2362",
                "Field '" + field.name() + "' of " + field.declarer.getName() + " was formerly " + stored.declaredBy()
                        + "#"
                        + stored.name() + ", but the class has a field of that name again, and the " + subject
                        + " does not tell which of the two is meant. Give the new field a name that was not used before.");
    }

    static OdbException converterNotMade(Class<?> converter, Throwable cause) {
        return new SchemaMismatchException(
                "ODB-2363",
                "The converter " + converter.getName() + " cannot be made: " + cause
                        + ". It needs a constructor without parameters and must not be an inner class.",
                cause);
    }

    static OdbException converterFailed(
            String subject, String owner, String field, Class<?> converter, Object stored, Throwable cause) {
        return new SchemaMismatchException(
                "ODB-2364",
                "The converter " + converter.getName() + " of field '" + field + "' of " + owner
                        + " failed for the value of "
                        + (stored == null ? "null" : stored.getClass().getName())
                        + " that is stored in the " + subject + ": " + cause
                        + ". It must accept whatever was stored.",
                cause);
    }

    static OdbException converterGaveNull(String subject, StoredField field, Class<?> converter) {
        return new SchemaMismatchException(
                "ODB-2365",
                "The converter " + converter.getName() + " gave null for the primitive field '" + field.name() + "' of "
                        + field.declaredBy() + " in the " + subject + ". Let it give a value for null, too.");
    }

    static OdbException defaultFailed(String subject, ApplicationField field, Throwable cause) {
        return new SchemaMismatchException(
                "ODB-2366",
                "Field '" + field.name() + "' of " + field.declarer.getName() + " is not in the " + subject
                        + ", and its initializer, which gives such a field its value, failed: " + cause
                        + ". Let it work for an object that is being loaded.",
                cause);
    }

    static OdbException mergedKeys(String subject, Class<?> type, Object key) {
        return new SchemaMismatchException(
                "ODB-2367",
                "An EnumMap in the " + subject + " has two entries for the constant " + key + " of " + type.getName()
                        + ": it had one for each of two constants that are one now. Keep both constants, empty the map of"
                        + " one of them, then take it away.");
    }

    static IllegalStateException fieldGone(StoredField field, Throwable cause) {
        return new IllegalStateException(
                "the stamp of " + field.declaredBy() + " names the field " + field.name() + ", which it does not have",
                cause);
    }

    static String newerForm(StoredClass stored, Class<?> type, List<StoredField> dropped) {
        return "Records of " + stored.name()
                + " were written by a newer form of the class than the application has. Its"
                + " fields "
                + dropped.stream().map(StoredField::name).toList()
                + " are unknown to " + type.getName() + " and are lost from each object that is changed now; history"
                + " keeps them.";
    }

    static OdbException missingClass(String subject, String name, Throwable cause) {
        return new SchemaMismatchException(
                "ODB-2012",
                "The stored " + subject + " needs class " + name
                        + ", which the application does not have. Add it to the"
                        + " application; if it was renamed, declare @Formerly(\"" + name + "\") on it.",
                cause);
    }

    static OdbException refusedClass(String subject, String name) {
        return new SchemaMismatchException(
                "ODB-2013",
                "The stored " + subject + " names class " + name
                        + ", which is neither persistent nor an enum nor a record of the kind that was stored; it is not"
                        + " instantiated.");
    }

    static OdbException missingConstant(String subject, String type, String constant) {
        return new SchemaMismatchException(
                "ODB-2014",
                "The stored " + subject + " has the constant " + constant + " of enum " + type
                        + ", which no longer exists. Declare @Formerly(\"" + constant
                        + "\") on the constant that takes its place, or add it again.");
    }

    static OdbException recordComponent(String subject, String type, String component, Object value) {
        return new SchemaMismatchException(
                "ODB-2015",
                "The stored " + subject + " has a "
                        + (value == null ? "null" : value.getClass().getName())
                        + " for component '" + component + "' of record " + type
                        + ", whose type does not allow it. Declare @Converted on the component, or give it back its old"
                        + " type.");
    }

    static OdbException recordRefused(String subject, String type, Throwable cause) {
        return new SchemaMismatchException(
                "ODB-2016",
                "The constructor of record " + type + " refused the values that are stored in a " + subject + ": "
                        + cause + ". It must accept whatever was stored.",
                cause);
    }

    /** A class that is marked persistent and that the enhancer has not seen. */
    static OdbException notEnhanced(Class<?> type, String path) {
        return new NotEnhancedException(
                "ODB-2020",
                "Class " + type.getName() + " is marked @Persistent, but was not enhanced by the build"
                        + (path.isEmpty() ? "" : "; an object of it was reached at '" + path + "'")
                        + ". Add the enhancer to the build of the module that holds the class; its report names every class"
                        + " it skipped, with the reason.");
    }

    /** Not every class of a hierarchy, or not this version of it, was enhanced. */
    static OdbException fieldCount(String type, int described, int written) {
        return new NotEnhancedException(
                "ODB-2021",
                "Class " + type + " says that it has " + described + " persistent fields, but wrote " + written
                        + ". Its superclasses were enhanced by another build; build all of them again.");
    }

    /** A collection is changed after its object's state was dropped. */
    public static OdbException detachedCollection(String owner) {
        return new DetachedObjectException(
                "ODB-2030",
                "A collection that belonged to " + owner + " cannot be changed any more: the object's state was dropped"
                        + " after the collection was read from it (end of transaction, rollback or eviction). Read the"
                        + " collection from the object again and change that one.");
    }

    static OdbException badDescription(int id, OdbException cause) {
        return new CorruptStorageException(
                "ODB-2004", "The description of class " + id + " in the database's catalog is damaged.", cause);
    }
}
