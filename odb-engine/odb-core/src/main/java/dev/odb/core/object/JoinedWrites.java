package dev.odb.core.object;

import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The writes of two parts of a transaction, which have no object in common, in one order. */
final class JoinedWrites extends Writes {
    private final Writes first;
    private final Writes second;
    /** Of each the index in its part; one that is negative is the complement of one in the second. */
    private final int[] places;

    private JoinedWrites(Writes first, Writes second) {
        this.first = first;
        this.second = second;
        this.places = new int[first.size() + second.size()];
        int of = 0;
        int other = 0;
        for (int i = 0; i < places.length; i++) {
            boolean next = other == second.size() || of < first.size() && first.oid(of) < second.oid(other);
            places[i] = next ? of++ : ~other++;
        }
    }

    static Writes of(Writes first, Writes second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() ? second : first;
        }
        if (first.inMemory() && second.inMemory()) {
            List<Write> both = new ArrayList<>(first);
            both.addAll(second);
            both.sort(Comparator.comparingLong(Write::oid));
            return Writes.of(both);
        }
        return new JoinedWrites(first, second);
    }

    private Writes part(int index) {
        return places[index] >= 0 ? first : second;
    }

    private int place(int index) {
        return places[index] >= 0 ? places[index] : ~places[index];
    }

    @Override
    public Write get(int index) {
        return part(index).get(place(index));
    }

    @Override
    public int size() {
        return places.length;
    }

    @Override
    public long oid(int index) {
        return part(index).oid(place(index));
    }

    @Override
    public long serialSeen(int index) {
        return part(index).serialSeen(place(index));
    }

    @Override
    public int length(int index) {
        return part(index).length(place(index));
    }

    @Override
    public long dataSerial(int index) {
        return part(index).dataSerial(place(index));
    }

    @Override
    public Lineage lineage(int index) {
        return part(index).lineage(place(index));
    }
}
