/**
 * The collections that a decoded object holds: subclasses of the JDK's that tell their object before they change,
 * whatever way the change takes. Reading costs what it costs in the JDK. Clones and serialized forms are plain JDK
 * collections. Used by the thread of their object.
 *
 * <p>Methods that later Java versions added are declared here too, though this is compiled for an earlier one.
 */
package dev.odb.core.record.tracked;
