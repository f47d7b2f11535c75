package dev.odb.core.object;

import dev.odb.OdbException;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Finds the changes of which nothing tells: of values that somebody has and that can be changed without a call, such as
 * arrays. Their objects are encoded again and compared with what {@link MutableWatch} knows of them; what differs is
 * marked as changed as if it had been written. Not thread-safe; belongs to its change set.
 */
final class UnseenChanges {
    private static final Logger LOG = System.getLogger(UnseenChanges.class.getName());

    private final Workspace workspace;
    private final ObjectEncoder encoder;

    UnseenChanges(Workspace workspace, ObjectEncoder encoder) {
        this.workspace = workspace;
        this.encoder = encoder;
    }

    /** That of the view at work. */
    private MutableWatch watch() {
        return workspace.views().current().watch();
    }

    /** A value is read that can be changed without a call. */
    void handOut(Managed object) {
        watch().handOut(object);
        object.$odb_state(ObjectState.UP_TO_DATE);
    }

    /** Whether there is nothing to compare. */
    boolean isNothing() {
        return watch().isNothingHandedOut();
    }

    /** Marks what has changed. */
    void find() {
        watch().forEachComparable((object, entry) -> {
            if (ObjectCopies.isUnchanged(object) && isChanged(object, entry)) {
                workspace.access().write(object);
            }
        });
    }

    /**
     * Marks objects of older records whose initializers made new objects: such an object is stored now, since another one
     * refers to it, so its owner must be stored, too.
     */
    void findLate() {
        watch().forEachComparable((object, entry) -> {
            if (entry.withUnsaved() && ObjectCopies.isUnchanged(object) && isChanged(object, entry)) {
                workspace.access().write(object);
            }
        });
    }

    /** Whether a value of an unchanged object was changed, as far as that is possible. */
    boolean isChanged(Managed object) {
        MutableWatch.Entry entry = watch().comparable(object);
        try {
            return entry != null && isChanged(object, entry);
        } catch (OdbException e) {
            LOG.log(Level.DEBUG, "left for the commit to report", e);
            return true;
        }
    }

    private boolean isChanged(Managed object, MutableWatch.Entry entry) {
        long now = entry.withUnsaved() ? encoder.stateOf(object).hash() : MutableWatch.hash(encoder.encode(object));
        return now != entry.hash;
    }

    /** The object was just encoded, to be stored as that record. */
    void encoded(Managed object, byte[] record) {
        if (encoder.untracked()) {
            // also what the application assigned itself: it may go on changing it after the commit
            watch().addHandedOut(object, record);
        } else if (object.$odb_state() != ObjectState.UNSAVED) {
            // a new object was never watched; looking for it would have the JVM make an identity hash for it
            watch().remove(object);
        }
    }

    /** Drops the state of everything that may have changed. */
    void dropAll() {
        workspace.views().forEach(view -> view.watch()
                .forEachComparable((object, entry) -> view.objects().ghost(object)));
    }

    void clear() {
        workspace.views().forEach(view -> view.watch().clear());
    }
}
