package dev.odb.core.record;

import dev.odb.CorruptStorageException;
import dev.odb.DetachedObjectException;
import dev.odb.NotEnhancedException;
import dev.odb.OdbException;
import dev.odb.SchemaMismatchException;
import dev.odb.core.record.StoredClass.StoredField;

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

    static OdbException retyped(StoredField stored, StoredField current) {
        return new SchemaMismatchException(
                "ODB-2010",
                "Field '" + stored.name() + "' of " + stored.declaredBy() + " is stored as " + stored.descriptor()
                        + " and is now declared as " + current.descriptor()
                        + ". Values are never guessed: give the field back its old type, or the new one another name.");
    }

    static OdbException misfit(String type, String field, Throwable cause) {
        return new SchemaMismatchException(
                "ODB-2011",
                "What is stored for field '" + field + "' of " + type + " does not fit its type: " + cause.getMessage()
                        + ". Was its type changed?",
                cause);
    }

    static OdbException missingClass(String subject, String name, Throwable cause) {
        return new SchemaMismatchException(
                "ODB-2012",
                "The stored " + subject + " needs class " + name
                        + ", which the application does not have. Add it to the"
                        + " application, or give it back its old name.",
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
                        + ", which no longer exists. Add the constant again.");
    }

    static OdbException recordComponent(String subject, String type, String component, Object value) {
        return new SchemaMismatchException(
                "ODB-2015",
                "The stored " + subject + " has a "
                        + (value == null ? "null" : value.getClass().getName())
                        + " for component '" + component + "' of record " + type
                        + ", whose type does not allow it. Give the component back its old type.");
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
