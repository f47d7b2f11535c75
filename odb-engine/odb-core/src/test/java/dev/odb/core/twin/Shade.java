package dev.odb.core.twin;

/** An enum with a class of its own for a constant. */
enum Shade {
    LIGHT,
    DARK {
        @Override
        boolean deep() {
            return true;
        }
    },
    NONE;

    boolean deep() {
        return false;
    }
}
