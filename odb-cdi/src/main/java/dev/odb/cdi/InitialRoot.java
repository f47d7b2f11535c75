package dev.odb.cdi;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a producer method: it makes the root of that name when an injected {@link OdbRoot} is used and there is none.
 *
 * <pre>{@code
 * @Produces @InitialRoot("issues")
 * static Issues noIssues() {
 *     return new Issues();
 * }
 * }</pre>
 *
 * <p>What it returns is stored as {@link dev.odb.OdbConnection#root(String, Class, java.util.function.Supplier)} says: once,
 * in a transaction of its own that stays even if the caller's is rolled back. The method may run more than once at the same
 * time, so it must give a new object each time, which refers to new objects only, and do nothing else. It is an ordinary
 * producer method otherwise: it may have parameters to inject, and an alternative replaces it.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface InitialRoot {
    /** The root's name. */
    String value();

    /** The database's name, as {@link OdbRoot} gives it. */
    String database() default "";
}
