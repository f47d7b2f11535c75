package dev.odb.storage.jdbc;

import dev.odb.core.storage.ForwardingWrites;
import dev.odb.core.storage.Writes;
import java.util.function.Supplier;

/** Writes that are looked up when somebody asks for them: whoever lists transactions often does not. One thread at a time. */
final class LaterWrites extends ForwardingWrites {
    private Supplier<Writes> lookUp;
    private Writes found;

    LaterWrites(Supplier<Writes> lookUp) {
        this.lookUp = lookUp;
    }

    @Override
    protected Writes originals() {
        if (found == null) {
            found = lookUp.get();
            lookUp = null;
        }
        return found;
    }

    @Override
    public int held() {
        return found == null ? 0 : found.held();
    }
}
