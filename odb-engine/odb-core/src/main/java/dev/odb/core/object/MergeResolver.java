package dev.odb.core.object;

import dev.odb.Resolvable;
import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.RecordDecoder;
import dev.odb.core.record.RecordEncoder;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.record.StoredClass;
import dev.odb.core.record.ValueOwners;
import dev.odb.core.transaction.RecordResolver;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Merges records of {@link Resolvable} classes on stand-alone copies: one object per reference, shared by the three
 * states so that references can be compared by identity; nothing can be loaded through them. Whatever goes wrong is a
 * conflict.
 */
final class MergeResolver implements RecordResolver {
    private static final Logger LOG = System.getLogger(MergeResolver.class.getName());

    private final ClassCatalog catalog;
    private final LongFunction<ClassResolver> resolvers;

    /**
     * For one workspace.
     *
     * @param resolvers finds the classes to merge an object with
     */
    MergeResolver(ClassCatalog catalog, LongFunction<ClassResolver> resolvers) {
        this.catalog = catalog;
        this.resolvers = resolvers;
    }

    @Override
    public byte[] resolve(long oid, byte[] old, byte[] committed, byte[] mine) {
        StoredClass type = catalog.get(RecordInfo.classId(mine));
        ClassResolver classes = resolvers.apply(oid);
        try {
            Managed merger = classes.ghost(type);
            if (!(merger instanceof Resolvable<?>)) {
                return null;
            }
            Map<Long, Managed> references = new HashMap<>();
            RecordDecoder decoder =
                    new RecordDecoder(catalog, (o, t) -> reference(classes, references, o, t), classes::load);
            Managed merged = merge(
                    merger,
                    copy(classes, decoder, old, type),
                    copy(classes, decoder, committed, type),
                    copy(classes, decoder, mine, type));
            return new RecordEncoder(catalog, (target, path) -> oid(references, target), ValueOwners.NONE)
                    .encode(merged);
        } catch (Throwable e) {
            // whatever the application's code throws, checked exceptions by the back door too, but not a broken machine
            if (e instanceof VirtualMachineError broken && !(e instanceof StackOverflowError)) {
                throw broken;
            }
            LOG.log(Level.DEBUG, () -> "object " + oid + " of " + type.name() + " could not be merged", e);
            return null;
        }
    }

    @SuppressWarnings("unchecked")
    private static Managed merge(Managed merger, Managed old, Managed committed, Managed mine) {
        merger.$odb_state(ObjectState.UNSAVED);
        Managed merged = (Managed) ((Resolvable<Object>) merger).resolve(old, committed, mine);
        if (merged.getClass() != merger.getClass() || merged.$odb_state() != ObjectState.UNSAVED) {
            throw new IllegalArgumentException("a merge must give a state of its own class, no reference");
        }
        return merged;
    }

    private static Managed copy(ClassResolver classes, RecordDecoder decoder, byte[] record, StoredClass type) {
        Managed copy = classes.ghost(type);
        copy.$odb_state(ObjectState.UNSAVED);
        decoder.decode(record, copy);
        return copy;
    }

    private static Managed reference(ClassResolver classes, Map<Long, Managed> references, long oid, StoredClass type) {
        return references.computeIfAbsent(oid, o -> {
            Managed reference = classes.ghost(type);
            reference.$odb_oid(o);
            return reference;
        });
    }

    private static long oid(Map<Long, Managed> references, Managed target) {
        if (references.get(target.$odb_oid()) != target) {
            throw new IllegalArgumentException("a merge must not make new objects");
        }
        return target.$odb_oid();
    }
}
