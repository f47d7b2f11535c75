package dev.odb.core.record.tracked;

import dev.odb.Persistent;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import dev.odb.spi.Owner;

/** An object that counts how often it was told of a change. */
@Persistent
class Owned {
    String name = "";

    /** Notes the changes of one object. */
    static final class Log implements Owner {
        int changes;
        boolean refusing;

        @Override
        public Managed read(Managed object) {
            throw new AssertionError("nothing is loaded here");
        }

        @Override
        public Managed write(Managed object) {
            if (refusing) {
                throw new SecurityException("refused");
            }
            changes++;
            object.$odb_state(ObjectState.CHANGED);
            return object;
        }

        @Override
        public Managed target(Managed object) {
            return object;
        }

        @Override
        public void readCurrent(Managed object) {
            throw new AssertionError("nothing is verified here");
        }
    }

    final transient Log log = new Log();

    Managed managed() {
        return (Managed) (Object) this;
    }

    /** As it is after loading. */
    static Owned upToDate() {
        Owned owned = new Owned();
        owned.managed().$odb_owner(owned.log);
        owned.managed().$odb_oid(7);
        owned.unchanged();
        return owned;
    }

    void unchanged() {
        managed().$odb_state(ObjectState.UP_TO_DATE);
    }

    boolean changed() {
        return managed().$odb_state() == ObjectState.CHANGED;
    }
}
