/** The arrows between the modules. */
package dev.odb.tests.house;
