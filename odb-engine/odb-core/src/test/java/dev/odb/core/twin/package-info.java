/**
 * Random graphs of objects with fields of each kind, changed by random means in transactions of the engine and, at the
 * same time, in a plain twin. {@link dev.odb.core.twin.Slot} lists the fields, {@link dev.odb.core.twin.Stored} has them as
 * a persistent class and {@link dev.odb.core.twin.Plain} as a map; {@link dev.odb.core.twin.Means} is what is done to
 * values, the same code on both sides; {@link dev.odb.core.twin.View} is a transaction on the twin.
 */
package dev.odb.core.twin;
