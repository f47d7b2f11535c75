package dev.odb.tests.beans;

import jakarta.ejb.Local;
import java.util.concurrent.Callable;

/** A view that beans have in common. */
@Local
public interface Viewed<T> {
    Object run(T body) throws Exception;

    /** With a type that callers name. */
    @Local
    interface OfCallables extends Viewed<Callable<?>> {}
}
