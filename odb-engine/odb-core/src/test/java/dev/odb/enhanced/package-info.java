/** Shows on classes enhanced by the build what the enhancer promises in {@link dev.odb.spi}. */
package dev.odb.enhanced;
