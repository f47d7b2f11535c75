package dev.odb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an instance method without parameters of a {@link Persistent} class that runs each time after the object's
 * state was loaded, superclass first: the place to recompute {@code transient} fields. It may read other persistent
 * objects; what it throws makes the load fail.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnLoad {}
