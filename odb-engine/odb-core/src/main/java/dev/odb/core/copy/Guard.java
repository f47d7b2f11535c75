package dev.odb.core.copy;

/**
 * Ends a copy whose thread was interrupted.
 *
 * @param source what is copied
 * @param target where to
 */
record Guard(String source, String target) {
    void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw CopyMessages.interrupted(source, target);
        }
    }
}
