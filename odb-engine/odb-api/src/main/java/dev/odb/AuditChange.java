package dev.odb;

/**
 * What a transaction did to an object.
 *
 * @param oid the object
 * @param className its class then, empty if that is no longer known
 * @param kind what was done
 * @param version the version it was done in, empty for none
 */
public record AuditChange(long oid, String className, Kind kind, String version) {
    /** Kinds of change. */
    public enum Kind {
        /** It was stored for the first time; or what was before has been packed, without the trail being kept. */
        CREATED,
        /** It got another state. */
        CHANGED,
        /** It got the state back that it had before a transaction that was undone. */
        UNDONE,
        /** It does not exist from then on. */
        DELETED
    }
}
