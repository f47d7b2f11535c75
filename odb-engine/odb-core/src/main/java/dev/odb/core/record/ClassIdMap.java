package dev.odb.core.record;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;

/** The class ids of one catalog as ids of another, which learns the descriptions that it lacks. One thread. */
public final class ClassIdMap implements IntUnaryOperator {
    private final IntFunction<byte[]> from;
    private final ToIntFunction<byte[]> to;
    private final Map<Integer, Integer> known = new HashMap<>();

    /**
     * Nothing mapped yet.
     *
     * @param from gives the description of an id, or null
     * @param to gives the id of a description
     */
    public ClassIdMap(IntFunction<byte[]> from, ToIntFunction<byte[]> to) {
        this.from = from;
        this.to = to;
    }

    /**
     * The other id.
     *
     * @throws dev.odb.CorruptStorageException if there is no description of it, or a damaged one
     */
    @Override
    public int applyAsInt(int id) {
        Integer mapped = known.get(id);
        if (mapped == null) {
            byte[] description = from.apply(id);
            if (description == null) {
                throw RecordMessages.unknownClass(id);
            }
            ClassDescription.decode(id, description);
            mapped = to.applyAsInt(description);
            known.put(id, mapped);
        }
        return mapped;
    }
}
