/** A small model for the tests of the engine, enhanced by the build like an application's. */
package dev.odb.core.model;
