package dev.odb.cdi;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs the method again in a new transaction when its transaction lost a conflict and was rolled back. Only the owner of
 * the transaction replays: called inside one, the method joins it, unless it is REQUIRES_NEW. After the last replay the
 * caller gets {@link dev.odb.ConflictException} with every attempt as a suppressed exception; {@link
 * dev.odb.StaleObjectException} and an unknown outcome are never replayed. Conflicts of others count if {@link #on()} names
 * them.
 *
 * <p>On a CDI bean the method must be {@code @Transactional} with REQUIRED or REQUIRES_NEW. EJBs and message-driven beans
 * need odb-ejb-integration beside odb-cdi. A bean keeps its own state between attempts.
 */
@Inherited
@InterceptorBinding
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RetryOnConflict {
    /** How often a lost attempt is followed by another; 0 switches replay off. */
    @Nonbinding
    int replays() default 3;

    /**
     * Exceptions that are conflicts, too, if the transaction was rolled back because of them: of these classes or their
     * subclasses, thrown by the method or by the commit, or among the causes and suppressed exceptions of what was thrown.
     * {@link java.sql.SQLTransactionRollbackException} stands for each SQLException by which a relational database says that
     * it took the transaction back because of others (SQLState 40001 or 40P01), since not all drivers have that class for
     * it. Nothing by default: conflicts of ODB's databases always count. After the last replay the caller gets a {@link
     * dev.odb.ConflictException} that has them as causes.
     */
    @Nonbinding
    Class<? extends Throwable>[] on() default {};

    /** Seconds for all attempts and the waiting between them. */
    @Nonbinding
    int timeout() default 300;
}
