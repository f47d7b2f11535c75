/** The part of the test model that stands in another package than its superclasses. */
package dev.odb.enhanced.other;
