/**
 * What the page and the import do with the issues, each call one transaction over objects and audit rows. Enter at {@link
 * dev.odb.sample.service.IssueService}. What the services give are views, plain values that outlive the transaction. All
 * threads may use the beans.
 */
package dev.odb.sample.service;
