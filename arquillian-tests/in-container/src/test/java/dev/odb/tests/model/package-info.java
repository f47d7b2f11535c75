/** The persistent classes of the tests, enhanced by this module's build. */
package dev.odb.tests.model;
