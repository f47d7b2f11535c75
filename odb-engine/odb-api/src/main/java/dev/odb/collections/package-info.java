/**
 * The parts of {@link dev.odb.BTreeMap} and {@link dev.odb.BTreeSet}. Applications do not use this package; its classes
 * appear in records, so that a renamed class or field changes the format.
 *
 * <p>A tree is made of pages: {@code Bucket}s hold the entries in order and form a chain, {@code Node}s hold
 * separators and children. {@link dev.odb.collections.Tree} is the root page and what an application refers to: a leaf
 * itself as long as everything fits into one bucket. Each page is a record and resolves conflicts alone, after ZODB's
 * rules ({@code BucketMerge}). {@code RangeMap} and {@code KeySet} are views; they keep nothing that a ghost would lose.
 *
 * <p>Thread rule: that of persistent objects, one transaction and one thread at a time.
 */
package dev.odb.collections;
