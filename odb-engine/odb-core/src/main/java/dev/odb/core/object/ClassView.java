package dev.odb.core.object;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The copies of a workspace's objects that deployments with the same classes share. Deployments with other classes of the
 * same names have copies of their own. Belongs to its workspace's {@link ClassViews}.
 */
public final class ClassView {
    private final WorkspaceOwner owner;
    private final MutableWatch watch = new MutableWatch();
    private final ObjectCopies objects;
    private long known;

    ClassView(Workspace workspace, DatabaseContext database) {
        owner = new WorkspaceOwner(workspace, this);
        objects = new ObjectCopies(owner, watch, database, workspace::isSilentlyChanged);
    }

    WorkspaceOwner owner() {
        return owner;
    }

    MutableWatch watch() {
        return watch;
    }

    ObjectCopies objects() {
        return objects;
    }

    ClassResolver classes() {
        return objects.classes();
    }

    /** Up to which position it knows what was put aside. */
    long known() {
        return known;
    }

    void known(long position) {
        known = position;
    }

    /** The deployments, as messages name them. */
    @Override
    public String toString() {
        List<ClassLoader> loaders = classes().deployments();
        return loaders.isEmpty()
                ? "no deployment"
                : loaders.stream().map(ClassView::name).collect(Collectors.joining(" and "));
    }

    private static String name(ClassLoader loader) {
        return loader == null || loader.getName() == null ? String.valueOf(loader) : "'" + loader.getName() + "'";
    }
}
