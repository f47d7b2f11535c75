package dev.odb;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * Which transactions {@link DatabaseAdministration#audit} is to give: those that meet everything that is asked for. Begin with {@link
 * #everything()}.
 *
 * @param from not before this instant
 * @param to not after it
 * @param user by that user exactly, or null for anybody
 * @param description with a description that contains it, whatever the case; empty for any
 * @param properties with all of these properties, and these values
 * @param oid that wrote that object, or null for any
 * @param className that wrote an object of that class, by its name, or null for any
 * @param newestFirst whether the newest comes first, else the oldest
 */
public record AuditQuery(
        Instant from,
        Instant to,
        String user,
        String description,
        Map<String, String> properties,
        Long oid,
        String className,
        boolean newestFirst) {
    private static final AuditQuery EVERYTHING =
            new AuditQuery(Instant.EPOCH, Instant.MAX, null, "", Map.of(), null, null, false);

    /** Checks that nothing is null that must not be. */
    public AuditQuery {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(description, "description");
        properties = Map.copyOf(properties);
    }

    /** All transactions, the oldest first. */
    public static AuditQuery everything() {
        return EVERYTHING;
    }

    /** Those between two instants, both inclusive. */
    public AuditQuery between(Instant first, Instant last) {
        return new AuditQuery(first, last, user, description, properties, oid, className, newestFirst);
    }

    /** Those of a user; of nobody named with an empty name. */
    public AuditQuery by(String name) {
        return new AuditQuery(from, to, name, description, properties, oid, className, newestFirst);
    }

    /** Those whose description contains a text, whatever the case. */
    public AuditQuery described(String text) {
        return new AuditQuery(from, to, user, text, properties, oid, className, newestFirst);
    }

    /** Those with all of these properties. */
    public AuditQuery with(Map<String, String> all) {
        return new AuditQuery(from, to, user, description, all, oid, className, newestFirst);
    }

    /** Those that wrote an object. */
    public AuditQuery ofObject(long object) {
        return new AuditQuery(from, to, user, description, properties, object, className, newestFirst);
    }

    /** Those that wrote an object of a class. */
    public AuditQuery ofClass(String name) {
        return new AuditQuery(from, to, user, description, properties, oid, name, newestFirst);
    }

    /** The same, the newest first. */
    public AuditQuery fromTheNewest() {
        return new AuditQuery(from, to, user, description, properties, oid, className, true);
    }
}
