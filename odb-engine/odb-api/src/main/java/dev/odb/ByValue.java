package dev.odb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Allows the objects of a class that is neither persistent nor a Java record or an enum to be stored by value: field by
 * field, superclasses included, in the record of the persistent object that holds them. Without it, such an object is an
 * error, and no class is ever instantiated from a record that does not carry it itself.
 *
 * <p>The class must be concrete and have a constructor without parameters, which may be private: it runs whenever a value
 * is read, before the fields are set, so it should do nothing but give them values. Instance fields must not be final;
 * transient ones are not stored. Changes of a value are found by comparison when a transaction commits. A value belongs
 * to one persistent object; {@link Formerly} and {@link Converted} mean on its fields what they mean on a persistent
 * class. A class that cannot be annotated is allowed with {@link OdbConfiguration#withValueClasses}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ByValue {}
