package dev.odb.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On the marker that the enhancer emits for each earlier name of a class: a class of that name with {@link #SUFFIX}, in
 * whatever place the class itself is.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface MovedTo {
    /** What is appended to an earlier name. */
    String SUFFIX = "$$OdbFormerly";

    /** The binary name that the class has now. */
    String value();
}
