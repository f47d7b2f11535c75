/** Every kind of bean that can be replayed, alone and inside each other, in one application. */
package dev.odb.tests.beans;
