package dev.odb.core;

import dev.odb.Isolation;
import java.util.function.BooleanSupplier;

/**
 * What a branch needs to know of its surroundings.
 *
 * @param user the caller's name, stored with the transaction; may be empty
 * @param current whether the calling thread's transaction is the branch's own; asked on slow paths, so that objects of a
 *     suspended transaction cannot be used in another one
 * @param isolation at least this; the database's configuration and each session may ask for a stricter one
 * @param version the version that it works in, empty for the main line
 */
public record BranchSettings(String user, BooleanSupplier current, Isolation isolation, String version) {
    /** In the main line. */
    public BranchSettings(String user, BooleanSupplier current, Isolation isolation) {
        this(user, current, isolation, "");
    }

    /** With the database's isolation. */
    public BranchSettings(String user, BooleanSupplier current) {
        this(user, current, Isolation.SNAPSHOT);
    }
}
