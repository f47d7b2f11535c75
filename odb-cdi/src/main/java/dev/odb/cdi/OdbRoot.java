package dev.odb.cdi;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Injects the root object of that name: {@code @Inject @OdbRoot("issues") Issues issues}. What is injected stands for
 * the root in whatever JTA transaction is current when it is used, so it may be kept across transactions and shared by
 * threads; outside a transaction using it throws {@link dev.odb.NoTransactionException}. If there is no such root it is
 * made by the {@link InitialRoot} of that name. The type is a concrete, non-final persistent class or an interface; {@code
 * Provider} and {@code Instance} of one work as well.
 *
 * <p>It is another object than the root itself, so {@code ==} between the two is false. Its {@code equals}, {@code hashCode}
 * and {@code toString} are those of the root, and wherever it is stored the root is stored.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE})
public @interface OdbRoot {
    /** The root's name. */
    String value();

    /** The database's name; empty means the one named {@code odb}, else the only one there is. */
    String database() default "";
}
