package dev.odb.tests.server.busy;

/** An enum. */
enum Mood {
    GOOD,
    BAD {
        @Override
        boolean worse() {
            return true;
        }
    };

    boolean worse() {
        return false;
    }
}
