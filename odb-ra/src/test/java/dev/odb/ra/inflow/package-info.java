/** Tests of single parts of message inflow; those of the whole are in the package above. */
package dev.odb.ra.inflow;
