package dev.odb.core.record;

import dev.odb.CorruptStorageException;

/** A reader with a bug: it believes the count of the weak references. Jazzer has to find a record that shows it. */
public final class PlantedFuzzer {
    private PlantedFuzzer() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            RecordInput in = new RecordInput(bytes, "record");
            int flags = RecordInfo.flags(in);
            in.readVarint();
            StoredReferences.read(in);
            if ((flags & RecordEncoder.WEAK) != 0) {
                long[] oids = new long[in.readVarint()];
                for (int i = 0; i < oids.length; i++) {
                    oids[i] = bytes[i];
                }
            }
        } catch (CorruptStorageException e) {
            // what a sound reader says
        }
    }
}
