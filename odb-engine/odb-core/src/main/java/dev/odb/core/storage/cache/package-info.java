/**
 * One cache of records for all connections of a database. {@link dev.odb.core.storage.cache.CachingStorage} is a storage
 * before another one; {@link dev.odb.core.storage.cache.RecordCache} is the cache itself.
 *
 * <p>What is cached are facts that never become wrong: <em>this revision is the newest of its object for every snapshot
 * from its serial to a tid</em>, the tid up to which that was found out. A load from the storage at snapshot S gives the
 * fact up to S, and since no commit at or below S can come after S was published, it may be cached whenever the loader
 * gets to it, however many commits were published meanwhile. There is nothing that must be invalidated in time.
 *
 * <p>So that facts last, they are prolonged: {@link dev.odb.core.storage.cache.ChangeMarks} has for each slot, to which
 * many oids hash, the tid of the last commit that wrote one of them, and a horizon up to which every commit is marked. A
 * commit marks its oids and then moves the horizon inside the storage's append step, which is in tid order and comes
 * before the tid is published. A reader that finds the horizon at or above its snapshot and then a mark not above what
 * the fact reaches to knows that nothing was committed in between. The mark of another oid in the same slot costs a load
 * from the storage, never a wrong record.
 *
 * <p>Reads take no lock, and none is held while the storage reads. What is put in or evicted takes the monitor of one of
 * the cache's stripes for steps in memory. Old snapshots read what they need from the storage: a revision that is
 * followed by another one is not put in, so reading the past does not drive the present out. Objects that pack removes
 * are taken out by {@link dev.odb.core.storage.cache.RecordCache#forget}, after which no load that was under way puts
 * them in again.
 *
 * <p>Of an object whose newest revision is one of a version the entry also keeps the revision that all others see meanwhile,
 * which they ask for by its serial: it stays what it is. Private to odb-core; all classes may be used by any thread.
 */
package dev.odb.core.storage.cache;
