/** Roots injected into components of each kind. */
package dev.odb.tests.inject;
