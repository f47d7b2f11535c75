/**
 * Where kinds of components beside CDI beans plug in: a {@link dev.odb.cdi.spi.ReplayStrategy} is found by {@link
 * java.util.ServiceLoader} from the class loader of odb-cdi. odb-ejb-integration is one.
 */
package dev.odb.cdi.spi;
