/**
 * What connection definitions and activations have in common: properties that are all text, whose mistakes are told together.
 * For one thread.
 */
package dev.odb.ra.properties;
