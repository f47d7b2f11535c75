/**
 * What a transaction costs inside a server: a web application that measures ODB, a JDBC connection and Hibernate beside a
 * resource that does nothing, each through the server's pool and transaction manager. Enter at {@link CostServlet}.
 */
package dev.odb.benchmarks.server;
