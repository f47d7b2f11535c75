/**
 * What is stored of versions beside the revisions in them: which there are, whose they are, which objects they hold, and the
 * locks without a change. Ordinary persistent objects under the root {@code odb.versions}, always of the main line, so every
 * storage has them, and copies, backups and packs carry them. They are bookkeeping: no feed reports them, and an undo leaves
 * them alone, since {@code object} writes them anew from what becomes of the objects. Not thread-safe, like all objects of a
 * connection.
 */
package dev.odb.core.version;
