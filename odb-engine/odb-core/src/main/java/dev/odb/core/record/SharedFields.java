package dev.odb.core.record;

import dev.odb.core.record.tracked.LateTargets;
import dev.odb.core.record.tracked.TrackedArrayList;
import dev.odb.core.record.tracked.TrackedLateList;
import dev.odb.core.record.tracked.Tracker;
import dev.odb.spi.Managed;

/** Gives an object the fields of a form that others share: what can be changed is made anew. */
final class SharedFields extends GivenFields {
    private final SharedForm form;
    private final ClassCatalog catalog;
    private final ReferenceReader references;
    private final Managed owner;
    private int read;
    private Object last;
    private Tracker tracker;
    private LateTargets late;

    SharedFields(SharedForm form, ClassCatalog catalog, ReferenceReader references, Managed owner) {
        this.form = form;
        this.catalog = catalog;
        this.references = references;
        this.owner = owner;
    }

    @Override
    public int read() {
        return read;
    }

    @Override
    public Object last() {
        return last;
    }

    /** The bond of the collections that were given, or null. */
    Tracker collections() {
        return tracker;
    }

    @Override
    Object next() {
        int field = read++;
        // more is asked for if classes of the hierarchy come from different builds; that is found afterwards
        Object value = field < form.values.length ? form.values[field] : null;
        if (value instanceof SharedForm.Target target) {
            value = object(target.place());
        } else if (value instanceof SharedForm.Elements elements) {
            value = list(elements);
        }
        last = value;
        return value;
    }

    private Managed object(int place) {
        return references.object(form.references.oids[place], catalog.get(form.references.classIds[place]));
    }

    private Object list(SharedForm.Elements elements) {
        if (tracker == null) {
            tracker = new Tracker(owner);
        }
        Object[] values = elements.values();
        int[] places = elements.places();
        if (places != null && values.length >= CollectionReader.FEWEST_LATE) {
            if (late == null) {
                late = references.late(form.references.oids, form.references.classIds, catalog::get);
            }
            return new TrackedLateList<>(tracker, values, places, late);
        }
        TrackedArrayList<Object> list = new TrackedArrayList<>(tracker, values.length);
        if (places == null) {
            list.restoreAll(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                list.restore(places[i] == 0 ? values[i] : object(places[i] - 1));
            }
        }
        return list;
    }
}
