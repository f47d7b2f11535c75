package dev.odb.core.record.tracked;

import dev.odb.core.record.RecordMessages;
import dev.odb.spi.Hooks;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;

/**
 * The bond between an object and the collections decoded with it. While the object is a ghost for lack of memory only, the
 * bond keeps the state that the object gets back when it is touched again, so that a collection which somebody has kept is
 * still the object's own.
 */
public final class Tracker {
    private Managed owner;
    /** What the owner was, once the bond is cut. */
    private String former;

    private Object parked;
    private TrackedLateList<?> late;

    /** For one decoding of an object. */
    public Tracker(Managed owner) {
        this.owner = owner;
    }

    /** The object, null if the bond is cut. */
    public Managed owner() {
        return owner;
    }

    /** The object's class and oid, for messages. */
    public String describeOwner() {
        return owner == null ? former : describe(owner);
    }

    /** An object's class and oid, for messages. */
    public static String describe(Managed object) {
        return "the object of " + object.getClass().getName() + " with oid " + object.$odb_oid();
    }

    /** Before a change. */
    void changing() {
        Managed object = owner;
        if (object == null) {
            throw RecordMessages.detachedCollection(describeOwner());
        }
        if (object.$odb_state() <= ObjectState.UP_TO_DATE) {
            markChanged(object);
        }
    }

    /** Keeps the state that the object is about to lose. */
    public void park(Object state) {
        parked = state;
    }

    /** The state that the object lost, or null. */
    public Object parked() {
        return parked;
    }

    /** The object has its state again. */
    public void rejoin() {
        parked = null;
    }

    private void markChanged(Managed object) {
        boolean lost = object.$odb_state() == ObjectState.GHOST && parked == null;
        Hooks.write(object);
        if (lost || owner == null) {
            throw RecordMessages.detachedCollection(describeOwner());
        }
    }

    void late(TrackedLateList<?> list) {
        list.next = late;
        late = list;
    }

    /** The owner's transaction is about to end: what its lists refer to and is in memory they have from now on. */
    public void settle() {
        for (TrackedLateList<?> list = late; list != null; list = list.next) {
            list.settle();
        }
    }

    /** Cuts the bond: later changes fail. */
    public void detach() {
        parked = null;
        if (owner != null) {
            former = describe(owner);
            owner = null;
        }
    }
}
