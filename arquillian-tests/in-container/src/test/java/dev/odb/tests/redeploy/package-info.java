/** An application that is deployed again and again while it is used. */
package dev.odb.tests.redeploy;
