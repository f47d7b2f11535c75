/** Runs the enhancer in process on sources that the tests compile against the real contract in odb-api's sources. */
package dev.odb.enhancer;
