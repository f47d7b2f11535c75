package dev.odb.core.storage.file;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Where in a saved index each page stands, and its checksum. The pages follow one another by rising number. */
final class IndexDirectory {
    private static final int ENTRY = 16;

    private final long[] numbers;
    private final long[] ends;
    private final int[] checksums;
    private int size;

    /** An empty one with room for so many pages. */
    IndexDirectory(int room) {
        numbers = new long[room];
        ends = new long[room];
        checksums = new int[room];
    }

    /** Adds the next page. */
    void add(long number, int length, int checksum) {
        ends[size] = end() + length;
        numbers[size] = number;
        checksums[size++] = checksum;
    }

    /** Where the pages end in the file. */
    long end() {
        return size == 0 ? IndexHeader.SIZE : ends[size - 1];
    }

    /** The place of a page among the others, or a negative number. */
    int find(long number) {
        return Arrays.binarySearch(numbers, 0, size, number);
    }

    long offset(int place) {
        return place == 0 ? IndexHeader.SIZE : ends[place - 1];
    }

    /** The length of a page in bytes. */
    int length(int place) {
        return (int) (ends[place] - offset(place));
    }

    int checksum(int place) {
        return checksums[place];
    }

    /** The numbers of all pages. */
    long[] numbers() {
        return Arrays.copyOf(numbers, size);
    }

    void write(DataOutputStream target) throws IOException {
        target.writeInt(size);
        for (int i = 0; i < size; i++) {
            target.writeLong(numbers[i]);
            target.writeInt(length(i));
            target.writeInt(checksums[i]);
        }
    }

    /** Reads it; {@link BufferUnderflowException} if it is not one. */
    static IndexDirectory read(ByteBuffer source) {
        int size = source.getInt();
        if (size < 0 || size > source.remaining() / ENTRY) {
            throw new BufferUnderflowException();
        }
        IndexDirectory directory = new IndexDirectory(size);
        for (int i = 0; i < size; i++) {
            long number = source.getLong();
            int length = source.getInt();
            if (length < 1 || length > IndexPage.CAPACITY || i > 0 && number <= directory.numbers[i - 1]) {
                throw new BufferUnderflowException();
            }
            directory.add(number, length, source.getInt());
        }
        return directory;
    }
}
