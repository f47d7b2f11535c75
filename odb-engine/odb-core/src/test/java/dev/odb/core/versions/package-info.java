/**
 * Versions, at the level of the API: abstract classes that each storage's tests inherit, and those of odb-core's own
 * storages.
 */
package dev.odb.core.versions;
