package dev.odb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that a field, or a component of a Java record, has another type in older records, and how such a value becomes
 * one of the type it has now. Records that have the present type are not converted.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Converted {
    /**
     * What converts. By default the value is taken as it is stored, if it fits: an {@code ArrayList} into a field that is
     * declared as {@code List} now, an {@code int} into an {@code Integer}.
     */
    Class<? extends FieldConverter<?, ?>> value() default FieldConverter.AsStored.class;
}
