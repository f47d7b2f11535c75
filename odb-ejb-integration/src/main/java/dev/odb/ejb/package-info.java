/**
 * {@link dev.odb.cdi.RetryOnConflict} on enterprise beans. {@link dev.odb.ejb.EjbReplayStrategy} decides, {@link
 * dev.odb.ejb.PortableReplay} replays session beans with SUPPORTS on every server, {@link dev.odb.ejb.BeanManagedReplay}
 * those that begin their transactions themselves, {@link dev.odb.ejb.ReplayContainerInterceptor} all container-managed ones on
 * WildFly, {@link dev.odb.ejb.MessageReplay} lets redeliveries wait. Applications name only the container interceptor and
 * {@link dev.odb.ejb.ReplaySafe}.
 */
package dev.odb.ejb;
