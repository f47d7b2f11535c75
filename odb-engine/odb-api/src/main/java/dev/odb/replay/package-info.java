/**
 * Running a transaction again after a conflict, without any container: {@link dev.odb.replay.Replay} is the loop, {@link
 * dev.odb.replay.ConflictScope} what the engine and the loop tell each other on one thread. Used by {@code transact},
 * by the interceptors and by message-driven beans.
 */
package dev.odb.replay;
