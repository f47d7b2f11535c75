/**
 * The build-time enhancer. {@link dev.odb.enhancer.EnhancerPlugin} is where Byte Buddy's Maven and Gradle plugins enter;
 * {@link dev.odb.enhancer.ClassIndex} knows which classes are persistent, {@link dev.odb.enhancer.Checks} what cannot be
 * enhanced, {@link dev.odb.enhancer.AccessRewriter} rewrites field accesses everywhere and {@link
 * dev.odb.enhancer.PersistentClassVisitor} adds the members of {@code dev.odb.spi.Managed}.
 *
 * <p>It knows odb-api by the names in {@link dev.odb.enhancer.Names} only, because odb-api is enhanced with it. Byte Buddy
 * may call a plugin from several threads; only {@link dev.odb.enhancer.ClassIndex} and {@link
 * dev.odb.enhancer.Report} are shared between them.
 */
package dev.odb.enhancer;
