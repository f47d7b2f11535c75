package dev.odb.core;

import dev.odb.Blob;
import dev.odb.ObjectDatabase;
import dev.odb.StorageFullException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What {@link LargeBlobTest} runs in a process of its own. */
public final class LargeBlobProgram {
    private static final int PIECE = 1 << 20;

    private LargeBlobProgram() {}

    /** Given what to do, the folder and a number of mebibytes. */
    public static void main(String[] arguments) throws Exception {
        int pieces = Integer.parseInt(arguments[2]);
        try (ObjectDatabase database = ObjectDatabase.open("odb:file:" + arguments[1])) {
            if (arguments[0].equals("full")) {
                full(database, pieces);
            } else {
                write(database, pieces);
                read(database, pieces);
            }
        }
        Runtime runtime = Runtime.getRuntime();
        System.out.println("done, heap " + ((runtime.totalMemory() - runtime.freeMemory()) >> 20) + " MiB of "
                + (runtime.maxMemory() >> 20));
    }

    private static void write(ObjectDatabase database, int pieces) {
        database.transact(connection -> {
            byte[] piece = new byte[PIECE];
            SplittableRandom random = new SplittableRandom(1);
            try (OutputStream out =
                    connection.root("blob", Blob.class, Blob::new).write()) {
                for (int i = 0; i < pieces; i++) {
                    random.nextBytes(piece);
                    out.write(piece);
                }
            }
            return null;
        });
    }

    private static void read(ObjectDatabase database, int pieces) {
        database.transact(connection -> {
            byte[] expected = new byte[PIECE];
            SplittableRandom random = new SplittableRandom(1);
            Blob blob = connection.root("blob", Blob.class);
            try (InputStream in = blob.read()) {
                for (int i = 0; i < pieces; i++) {
                    random.nextBytes(expected);
                    require(Arrays.equals(in.readNBytes(PIECE), expected), "piece " + i + " differs");
                }
                require(in.read() < 0, "there is more");
            }
            require(blob.length() == (long) pieces * PIECE, "its length is " + blob.length());
            return null;
        });
    }

    /** The blob is more than the system lets a file be; a smaller one fits. */
    private static void full(ObjectDatabase database, int pieces) {
        write(database, 1);
        try {
            write(database, pieces);
            throw new IllegalStateException("it fitted");
        } catch (StorageFullException e) {
            System.out.println(e.code());
        }
        read(database, 1);
        write(database, 2);
        read(database, 2);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
