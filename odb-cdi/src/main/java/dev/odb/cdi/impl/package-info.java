/**
 * The portable extension and the interceptors. Private: applications use {@link dev.odb.cdi} only. {@link
 * dev.odb.cdi.impl.OdbExtension} is where a deployment begins, {@link dev.odb.cdi.impl.ReplayPlans} where a call does.
 */
package dev.odb.cdi.impl;
