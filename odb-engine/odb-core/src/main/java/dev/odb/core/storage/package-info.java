/**
 * The storage SPI: where records live and commits become durable. {@link dev.odb.core.storage.Storage} is the contract
 * and says what each call guards against; every storage passes the one conformance suite. The layers above know no
 * storage by name.
 *
 * <p>Of versions a storage knows no more than where each revision stands among them, which it keeps as it is given ({@link
 * dev.odb.core.storage.Lineage}), and that a pack leaves what is seen outside. What to give it the layers above learn from {@link
 * dev.odb.core.storage.VersionRules}; its checks compare the newest revisions of all.
 *
 * <p>Thread rule: everything here may be called from any thread.
 */
package dev.odb.core.storage;
