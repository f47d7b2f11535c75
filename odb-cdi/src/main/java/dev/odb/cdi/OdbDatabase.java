package dev.odb.cdi;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of which database an {@link dev.odb.OdbConnection} or a {@link dev.odb.DatabaseAdministration} is injected, where
 * there are several: {@code @Inject @OdbDatabase("crm") OdbConnection connection}. {@code @Inject} is
 * enough for the one named {@code odb}, and for the only one there is.
 *
 * <p>The connection works in whatever JTA transaction the calling thread has at each call, so it may be kept across
 * transactions and shared by threads; outside a transaction it throws {@link dev.odb.NoTransactionException}. Closing it does
 * nothing. Calls for administrators ask for the role, see {@link dev.odb.OdbConnectionFactory#administration}.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE})
public @interface OdbDatabase {
    /** The database's name. */
    String value();
}
