package dev.odb.core.record;

import dev.odb.spi.Managed;
import java.util.function.Supplier;

/** Gives oids to the objects an encoded one refers to. */
@FunctionalInterface
public interface ReferenceWriter {
    /**
     * The oid to store for a reference; an unsaved object is given one and will be stored too.
     *
     * @param target what is referred to, never a stand-in
     * @param path says where it stands in the object that is encoded, such as {@code byKey["HHH-1"]}
     * @throws dev.odb.DetachedObjectException if the object belongs to another transaction
     */
    long oid(Managed target, Supplier<String> path);
}
