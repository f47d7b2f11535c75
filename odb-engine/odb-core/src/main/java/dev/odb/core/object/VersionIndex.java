package dev.odb.core.object;

import dev.odb.core.version.StoredVersion;
import dev.odb.core.version.VersionDirectory;
import java.util.Map;

/**
 * The stored versions as a workspace sees them. They are objects of the main line, so they are read and written in
 * workspaces of their own beside it, at the same snapshot. Belongs to its workspace.
 */
final class VersionIndex {
    private final Workspace workspace;
    private Workspace reader;

    VersionIndex(Workspace workspace) {
        this.workspace = workspace;
    }

    /** The version that has begun and not ended, or null; not to be changed. */
    StoredVersion find(String name) {
        return all().get(name);
    }

    /** All of them, by name; not to be changed. */
    Map<String, StoredVersion> all() {
        if (reader == null) {
            reader = Workspace.beside(workspace);
        }
        Object root = reader.roots().map().get(VersionDirectory.ROOT);
        if (root == null) {
            return Map.of();
        }
        return directory(root).versions();
    }

    /** Of a workspace that changes it; made if there is none. */
    static VersionDirectory in(Workspace index) {
        return directory(index.roots().get(VersionDirectory.ROOT, Object.class, VersionDirectory::new));
    }

    private static VersionDirectory directory(Object root) {
        if (root instanceof VersionDirectory directory) {
            return directory;
        }
        throw VersionMessages.notVersions(VersionDirectory.ROOT, root);
    }

    /** What was read is of a transaction that is over. */
    void forget() {
        if (reader != null) {
            reader.endClosed();
            reader = null;
        }
    }
}
