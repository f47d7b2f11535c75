/** The kinds of objects and values that an application has, through the API: stored, reopened, compared. */
package dev.odb.core.objects;
