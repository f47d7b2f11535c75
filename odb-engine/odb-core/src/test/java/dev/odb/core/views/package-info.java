/** Deployments with classes of their own in one transaction. */
package dev.odb.core.views;
