package dev.odb.ejb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that the methods of a stateful bean may be replayed: what a lost attempt leaves in the bean's fields does not harm
 * the next one, because the methods set it anew or do not touch it. Without it {@link dev.odb.cdi.RetryOnConflict} on a
 * stateful bean stops the deployment. Other beans do not need it.
 */
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ReplaySafe {}
