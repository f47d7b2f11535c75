package dev.odb.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The enhancer's stamp on a class. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Enhanced {
    /** The version of the contract in this package that the class was enhanced for. */
    int version();

    /** The persistent fields declared here, {@code name:descriptor}, in the order they are written and read. */
    String[] fields();
}
