package dev.odb;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A committed transaction as an auditor sees it: who changed what, when.
 *
 * @param tid its id; tids increase strictly in commit order
 * @param time the instant the tid stands for
 * @param user the caller's name, empty if unknown
 * @param description what the transaction was for, empty if nobody said
 * @param properties what else was said, by key; keys that begin with {@code odb.} are the database's own
 * @param otherResources whether rows or messages may have been committed with it
 * @param undone the transactions that it has undone, empty if none
 * @param changes what it did to which objects, in the order of oids; read when they are asked for
 */
public record AuditEntry(
        long tid,
        Instant time,
        String user,
        String description,
        Map<String, String> properties,
        boolean otherResources,
        List<Long> undone,
        List<AuditChange> changes) {}
