package dev.odb.core.object;

import dev.odb.core.object.LoaderAgreements.Agreement;
import dev.odb.spi.Managed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The class views of one workspace. Nearly always there is one. If there are more, one of them is at work at a time: when
 * another one is turned to, what was changed is put aside as a savepoint does it, so that the other one reads the
 * transaction's current bytes with its own classes. An object is changed through one view only. Not thread-safe.
 */
final class ClassViews {
    private final Workspace workspace;
    private final DatabaseContext database;
    private final List<ClassView> all = new ArrayList<>();
    /** Who has put an object aside, if it was not the first. */
    private final Map<Long, ClassView> writers = new HashMap<>();

    private ClassView current;

    /** One, without a deployment yet. */
    ClassViews(Workspace workspace, DatabaseContext database) {
        this.workspace = workspace;
        this.database = database;
        current = new ClassView(workspace, database);
        all.add(current);
    }

    /** The one that is at work. */
    ClassView current() {
        return current;
    }

    void forEach(Consumer<ClassView> action) {
        all.forEach(action);
    }

    /** Does something to each copy of an object that is in memory. */
    void forEachCopy(long oid, BiConsumer<ObjectCopies, Managed> action) {
        for (ClassView view : all) {
            Managed copy = view.objects().get(oid);
            if (copy != null) {
                action.accept(view.objects(), copy);
            }
        }
    }

    /** The one of a deployment, which shares it with those whose classes are the same. */
    ClassView of(ClassLoader loader) {
        for (ClassView view : all) {
            if (view.classes().has(loader)) {
                return view;
            }
        }
        for (ClassView view : all) {
            if (hasClassesOf(view, loader)) {
                view.classes().add(loader);
                return view;
            }
        }
        ClassView view = new ClassView(workspace, database);
        view.classes().add(loader);
        all.add(view);
        return view;
    }

    private boolean hasClassesOf(ClassView view, ClassLoader loader) {
        Agreement agreement = agreement(view, loader);
        if (agreement == Agreement.OPEN
                && view == current
                && !view.classes().deployments().isEmpty()) {
            // the transaction may be about to store the first objects of a class
            putAside();
            agreement = agreement(view, loader);
        }
        return agreement != Agreement.DIFFERENT;
    }

    private Agreement agreement(ClassView view, ClassLoader loader) {
        Agreement known = Agreement.OPEN;
        for (ClassLoader other : view.classes().deployments()) {
            Agreement agreement = database.agreements().between(loader, other);
            if (agreement.compareTo(known) > 0) {
                known = agreement;
            }
        }
        return known;
    }

    /** Makes it the one that is at work. */
    void turnTo(ClassView view) {
        if (view == current) {
            return;
        }
        if (workspace.access().isCollecting()) {
            throw ObjectMessages.viewInside(current, view);
        }
        putAside();
        current = view;
        catchUp();
    }

    /** Has each look for changes of which nothing tells, the one that is at work last. */
    void turnToEach() {
        if (all.size() > 1) {
            ClassView last = current;
            all.forEach(this::turnTo);
            turnTo(last);
        }
    }

    private void putAside() {
        workspace.requireUsable();
        try {
            workspace.changes().putAsideForOthers();
            current.known(workspace.changes().spilled().end());
        } catch (RuntimeException | Error e) {
            workspace.refuse(() -> ObjectMessages.viewNotLeft(current, e));
            throw e;
        }
    }

    /** Drops the copies of what others have changed. */
    private void catchUp() {
        SpilledObjects spilled = workspace.changes().spilled();
        spilled.forEachSince(current.known(), (oid, isNew) -> {
            Managed copy = current.objects().get(oid);
            if (copy != null && writer(oid) != current) {
                if (workspace.changes().unseen().isChanged(copy)) {
                    throw ObjectMessages.changedInTwo(copy, writer(oid), current);
                }
                current.objects().ghost(copy);
            }
        });
        current.known(spilled.end());
    }

    /** The object is put aside by the one that is at work. */
    void put(long oid) {
        if (current != all.get(0)) {
            writers.put(oid, current);
        } else if (!writers.isEmpty()) {
            writers.remove(oid);
        }
    }

    /** Who has changed an object that is put aside. */
    ClassView writer(long oid) {
        ClassView writer = writers.isEmpty() ? null : writers.get(oid);
        return writer == null ? all.get(0) : writer;
    }

    /** Fails if another one has changed the object. */
    void requireWriter(Managed object) {
        if (all.size() > 1
                && workspace.changes().spilled().contains(object.$odb_oid())
                && writer(object.$odb_oid()) != current) {
            throw ObjectMessages.changedInTwo(object, writer(object.$odb_oid()), current);
        }
    }

    /** What merges an object: with the classes of the deployment that has changed it. */
    ClassResolver classesOf(long oid) {
        return workspace.changes().spilled().contains(oid) ? writer(oid).classes() : current.classes();
    }

    /** The copies to which an object belongs. */
    ObjectCopies copiesOf(Managed object) {
        return object.$odb_owner() instanceof WorkspaceOwner owner && owner.view() != null
                ? owner.view().objects()
                : current.objects();
    }

    /** What was put aside ends here now. */
    void rewound(long position) {
        forEach(view -> view.known(Math.min(view.known(), position)));
    }

    /** The transaction is over. */
    void clear() {
        writers.clear();
        rewound(0);
    }
}
