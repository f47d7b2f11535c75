package dev.odb.collections;

import dev.odb.OdbException;
import dev.odb.UnsortedInputException;

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

    static UnsortedInputException unsorted(Object before, Object key, long index) {
        return new UnsortedInputException(
                "ODB-1190",
                "The input is not sorted: the key '" + key + "' at index " + index + " is not greater than '" + before
                        + "' before it. Sort it in the order of the tree and drop what comes twice, or use putAll or"
                        + " addAll. The tree was not changed.");
    }

    static IllegalStateException notEmpty() {
        return new IllegalStateException(
                "ODB-1191: The tree has entries already. Sorted input is loaded into an empty one; clear it, or use putAll"
                        + " or addAll.");
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
