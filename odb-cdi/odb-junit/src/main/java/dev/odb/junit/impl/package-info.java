/**
 * Private. {@link dev.odb.junit.impl.OdbTestExtension} is what JUnit calls; it starts a {@link
 * dev.odb.junit.impl.Deployment} around tests. The databases are those of a resource adapter, opened as {@link
 * dev.odb.junit.impl.WatchedDatabase}s, which tell {@link dev.odb.junit.impl.Watch} what their transactions do.
 */
package dev.odb.junit.impl;
