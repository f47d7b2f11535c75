package dev.odb.sample.service;

/**
 * What a change came to.
 *
 * @param key the issue's
 * @param comment the new comment's id, or null
 * @param replays how often the transaction ran again because of a conflict
 */
public record Written(String key, String comment, int replays) {}
