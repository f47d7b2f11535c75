package dev.odb.core.object;

import dev.odb.core.record.StoredClass;
import dev.odb.spi.Managed;
import java.util.function.IntFunction;

/** A ghost of each class that one record refers to: few, so they are looked through. Holds no class but these. */
final class Prototypes {
    private final int classId;
    private final Managed ghost;
    private final Prototypes next;

    private Prototypes(int classId, Managed ghost, Prototypes next) {
        this.classId = classId;
        this.ghost = ghost;
        this.next = next;
    }

    /** Of the classes of these ids, of which there is one at least. */
    static Prototypes of(int[] classIds, ClassResolver classes, IntFunction<StoredClass> types) {
        Prototypes found = null;
        int last = -1;
        for (int id : classIds) {
            if (id != last && (found == null || found.get(id) == null)) {
                found = new Prototypes(id, classes.prototype(types.apply(id)), found);
            }
            last = id;
        }
        return found;
    }

    Managed get(int id) {
        for (Prototypes each = this; each != null; each = each.next) {
            if (each.classId == id) {
                return each.ghost;
            }
        }
        return null;
    }
}
