package dev.odb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares under which names something is stored in older records. On a class, interface, enum or Java record: its
 * earlier binary names, such as {@code com.acme.Outer$Old}. On a field: its earlier names, each alone if it was declared
 * in this class, or as {@code com.acme.Declaring#name} if it was declared in another class of the hierarchy. On an enum
 * constant or a component of a Java record: its earlier names; a constant may so take the place of removed ones.
 *
 * <p>Keep the names as long as such records may exist. An empty list on a field says that it is new, though an older
 * class of the hierarchy had a field of its name. Where records have fields for two of the names it is an error, never a
 * guess.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Formerly {
    /** The earlier names. */
    String[] value();
}
