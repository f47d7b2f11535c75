package dev.odb;

import java.time.Instant;

/**
 * A task that has failed for good, and was put aside.
 *
 * @param id that sending it gave
 * @param key its key, or ""
 * @param sent when it was sent
 * @param sender the user of the transaction that sent it, or ""
 * @param attempts how often it was tried since it was sent or resubmitted
 * @param failed when it failed last
 * @param reason why
 * @param stack where, as a stack trace; long ones are cut
 * @param oid the task's own object
 * @param className its class
 * @param state its fields by name as JSON; a reference is {@code {"$ref": oid, "$class": name}}
 */
public record ParkedTask(
        long id,
        String key,
        Instant sent,
        String sender,
        int attempts,
        Instant failed,
        String reason,
        String stack,
        long oid,
        String className,
        String state) {}
