/** What is stored of versions. */
package dev.odb.core.version;
