/**
 * The storage SPI: where records live and commits become durable. {@link dev.odb.core.storage.Storage} is the contract
 * and says what each call guards against; every storage passes the one conformance suite. The layers above know no
 * storage by name.
 *
 * <p>Thread rule: everything here may be called from any thread.
 */
package dev.odb.core.storage;
