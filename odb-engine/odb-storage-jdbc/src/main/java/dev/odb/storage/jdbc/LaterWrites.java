package dev.odb.storage.jdbc;

import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.util.function.Supplier;

/** Writes that are looked up when somebody asks for them: whoever lists transactions often does not. One thread at a time. */
final class LaterWrites extends Writes {
    private Supplier<Writes> lookUp;
    private Writes found;

    LaterWrites(Supplier<Writes> lookUp) {
        this.lookUp = lookUp;
    }

    private Writes found() {
        if (found == null) {
            found = lookUp.get();
            lookUp = null;
        }
        return found;
    }

    @Override
    public Write get(int index) {
        return found().get(index);
    }

    @Override
    public int size() {
        return found().size();
    }

    @Override
    public long oid(int index) {
        return found().oid(index);
    }

    @Override
    public long serialSeen(int index) {
        return found().serialSeen(index);
    }

    @Override
    public Lineage lineage(int index) {
        return found().lineage(index);
    }

    @Override
    public int length(int index) {
        return found().length(index);
    }

    @Override
    public long dataSerial(int index) {
        return found().dataSerial(index);
    }
}
