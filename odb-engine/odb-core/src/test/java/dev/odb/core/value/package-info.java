/** Values of classes that the application has allowed. */
package dev.odb.core.value;
