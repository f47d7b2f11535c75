/** How stripes of queues are spread over servers; the rest of the package is tested through the engine. */
package dev.odb.core.inflow;
