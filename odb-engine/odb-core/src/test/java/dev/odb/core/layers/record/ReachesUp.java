package dev.odb.core.layers.record;

import dev.odb.core.object.Workspace;

/** Breaks the layering on purpose, so that a test can show that the rule bites. */
public final class ReachesUp {
    private ReachesUp() {}

    /** What the record layer must never know. */
    public static Class<?> above() {
        return Workspace.class;
    }
}
