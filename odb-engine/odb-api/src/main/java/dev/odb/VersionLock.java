package dev.odb;

import java.time.Instant;
import java.util.Optional;

/**
 * A lock on an object in a version, from {@link OdbConnection#lock(Object)}.
 *
 * @param oid the object
 * @param className the name of its class
 * @param owner the user who has it, empty if unknown
 * @param since when it was taken
 * @param until when it expires; empty if it does not
 * @param changed whether the object is something else in the version than outside, so that it is held whatever becomes of
 *     the lock
 */
public record VersionLock(
        long oid, String className, String owner, Instant since, Optional<Instant> until, boolean changed) {}
