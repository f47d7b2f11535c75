/**
 * The command line {@code odb}: looks at databases in file storage, checks, repairs, packs, backs up and restores them.
 * Enter at {@link dev.odb.tools.Main}; a command is a class, and what it says on standard output is its result and nothing
 * else. Uses odb-core from below its API, so it goes with the same version only.
 *
 * <p>Thread rule: a run belongs to one thread.
 */
package dev.odb.tools;
