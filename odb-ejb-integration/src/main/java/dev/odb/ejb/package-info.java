/**
 * {@link dev.odb.cdi.RetryOnConflict} on enterprise beans. {@link dev.odb.ejb.EjbReplayStrategy} decides, {@link
 * dev.odb.ejb.PortableReplay} replays session beans with SUPPORTS on every server, {@link
 * dev.odb.ejb.ReplayContainerInterceptor} all session beans on WildFly, {@link dev.odb.ejb.MessageReplay} lets
 * redeliveries wait. Applications name only the container interceptor.
 */
package dev.odb.ejb;
