/**
 * The page and the HTTP interface behind it, described in docs/howto/sample.md. Resources turn views into JSON and
 * errors into messages; what happens is in the services.
 */
package dev.odb.sample.web;
