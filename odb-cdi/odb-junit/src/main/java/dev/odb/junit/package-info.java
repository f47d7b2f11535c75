/**
 * Tests of an application without a server: {@link dev.odb.junit.OdbTest} on a test class runs its beans in Weld SE, their
 * transactions in Narayana, and the databases through the resource adapter that a server has. {@link
 * dev.odb.junit.Transactions}, {@link dev.odb.junit.Conflicts} and {@link dev.odb.junit.Crashes} are injected. Stable.
 */
package dev.odb.junit;
