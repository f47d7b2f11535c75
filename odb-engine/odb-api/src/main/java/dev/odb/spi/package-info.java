/**
 * What stands between enhanced classes, the engine and the integration modules. Applications do not use it. {@link
 * dev.odb.spi.Managed} is what the enhancer adds to a persistent class, {@link dev.odb.spi.Hooks} what enhanced code
 * calls, {@link dev.odb.spi.Owner} the engine's side.
 *
 * <p>Stability: enhanced classes are bound to these names; a change needs a new enhancer version.
 */
package dev.odb.spi;
