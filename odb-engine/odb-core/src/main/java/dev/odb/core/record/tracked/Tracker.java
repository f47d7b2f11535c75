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
    private final String ownerClass;
    private Managed owner;
    private long ownerOid;
    private Object parked;

    /** For one decoding of an object. */
    public Tracker(Managed owner) {
        this.owner = owner;
        this.ownerClass = owner.getClass().getName();
    }

    /** The object, null if the bond is cut. */
    public Managed owner() {
        return owner;
    }

    /** The object's class and oid, for messages. */
    public String describeOwner() {
        return "the object of " + ownerClass + " with oid " + (owner == null ? ownerOid : owner.$odb_oid());
    }

    /** An object's class and oid, for messages. */
    public static String describe(Managed object) {
        return new Tracker(object).describeOwner();
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

    /** Cuts the bond: later changes fail. */
    public void detach() {
        parked = null;
        if (owner != null) {
            ownerOid = owner.$odb_oid();
            owner = null;
        }
    }
}
