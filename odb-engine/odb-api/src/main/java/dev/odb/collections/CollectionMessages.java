package dev.odb.collections;

import dev.odb.OdbException;

/** The messages of the collections, ODB-1100 to ODB-1199. Exceptions that the collection contracts fix keep their type. */
final class CollectionMessages {
    private CollectionMessages() {}

    static NullPointerException nullKey() {
        return new NullPointerException("ODB-1101: A BTreeMap has no null key and a BTreeSet no null element."
                + " Use a key of your own for \"none\".");
    }

    static ClassCastException noOrder(Object key) {
        return new ClassCastException("ODB-1102: An object of " + key.getClass().getName()
                + " cannot be a key of a BTreeMap or an element of a BTreeSet: it has no order that stays the same. Let"
                + " the class implement Comparable, or give the collection a Comparator.");
    }

    static IllegalArgumentException outOfRange(Object key, Object range) {
        return new IllegalArgumentException(
                "ODB-1103: The key '" + key + "' is not in the view's range " + range + ".");
    }

    static IllegalArgumentException emptyRange(Object from, Object to) {
        return new IllegalArgumentException(
                "ODB-1104: No range goes from '" + from + "' to '" + to + "': the first is greater than the second.");
    }

    static OdbException damaged(String what) {
        return new OdbException(
                "ODB-1105",
                "The tree is damaged: " + what + ". Copy its entries into a new one and report this with the"
                        + " database's history.");
    }

    static BucketConflictException conflict(int reason, String what) {
        return new BucketConflictException("ODB-1106", "Two concurrent changes do not merge: " + what + ".", reason);
    }
}
