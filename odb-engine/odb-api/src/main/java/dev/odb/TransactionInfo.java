package dev.odb;

import java.time.Instant;
import java.util.Map;

/**
 * What is kept about a committed transaction beside the objects it wrote.
 *
 * @param tid its id; tids increase strictly in commit order
 * @param time the instant the tid stands for
 * @param user the caller's name, empty if unknown
 * @param description what the transaction was for, empty if nobody said
 * @param properties what else the application said, by key
 */
public record TransactionInfo(
        long tid, Instant time, String user, String description, Map<String, String> properties) {}
