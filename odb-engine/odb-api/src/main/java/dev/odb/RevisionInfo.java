package dev.odb;

import java.time.Instant;
import java.util.Map;

/**
 * One stored revision of an object and the transaction that wrote it.
 *
 * @param tid the transaction's id, which is the revision's serial
 * @param time the instant the tid stands for
 * @param user the caller's name, empty if unknown
 * @param description what the transaction was for, empty if nobody said
 * @param properties what else the application said about the transaction, by key
 * @param size bytes of the record
 * @param version the version that it was written in, empty for the main line
 */
public record RevisionInfo(
        long tid,
        Instant time,
        String user,
        String description,
        Map<String, String> properties,
        long size,
        String version) {}
