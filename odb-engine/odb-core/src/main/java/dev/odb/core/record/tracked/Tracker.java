package dev.odb.core.record.tracked;

import dev.odb.core.record.RecordMessages;
import dev.odb.spi.Hooks;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;

/** The bond between an object and the collections decoded with it. */
public final class Tracker {
    private final String ownerClass;
    private Managed owner;
    private long ownerOid;

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

    private void markChanged(Managed object) {
        boolean ghost = object.$odb_state() == ObjectState.GHOST;
        Hooks.write(object);
        if (ghost || owner == null) {
            throw RecordMessages.detachedCollection(describeOwner());
        }
    }

    void detach() {
        if (owner != null) {
            ownerOid = owner.$odb_oid();
            owner = null;
        }
    }
}
