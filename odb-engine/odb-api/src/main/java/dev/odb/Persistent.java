package dev.odb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class whose instances become persistent by being reachable from a root. The class is enhanced at build time;
 * one that was not is refused with {@link NotEnhancedException} when it is first used. Superclasses that have fields
 * must be persistent too; subclasses of a persistent class are.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Persistent {}
