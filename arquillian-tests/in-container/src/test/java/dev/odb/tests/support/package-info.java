/** What all tests use: the archives, and beans that read and prepare data in transactions of their own. */
package dev.odb.tests.support;
