/** Walking more objects than fit into memory, in a virtual machine of its own. */
package dev.odb.core.walk;
