package dev.odb.core.storage.file;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Readers of the index take no lock, and see whole heads. */
public final class ObjectIndexStress {
    /** On two pages of their own, the second beyond the table that an index begins with. */
    private static final long NEAR = 5;

    private static final long FAR = 20L << 10;

    private ObjectIndexStress() {}

    private static void read(ObjectIndex index, long oid, JJ_Result result) {
        ObjectIndex.Head head = index.head(oid);
        result.r1 = head == null ? 0 : head.serial();
        result.r2 = head == null ? 0 : head.position();
    }

    /** An object gets another revision. */
    @JCStressTest
    @Outcome(
            id = {"1, 1", "2, 2"},
            expect = ACCEPTABLE,
            desc = "one revision")
    @Outcome(expect = FORBIDDEN, desc = "of two revisions")
    @State
    public static class Overwrite {
        private final ObjectIndex index = new ObjectIndex();

        /** With the first revision. */
        public Overwrite() {
            index.put(NEAR, 1, 1);
        }

        @Actor
        public void writer() {
            index.put(NEAR, 2, 2);
        }

        @Actor
        public void reader(JJ_Result result) {
            read(index, NEAR, result);
        }
    }

    /** An object is the first of its page. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "2, 2"},
            expect = ACCEPTABLE,
            desc = "nothing or all")
    @Outcome(expect = FORBIDDEN, desc = "a part")
    @State
    public static class FirstOfPage {
        private final ObjectIndex index = new ObjectIndex();

        @Actor
        public void writer() {
            index.put(NEAR, 2, 2);
        }

        @Actor
        public void reader(JJ_Result result) {
            read(index, NEAR, result);
        }
    }

    /** The table of pages is replaced by a larger one. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "1, 2"},
            expect = ACCEPTABLE,
            desc = "the old one is there, the new one is or is not")
    @Outcome(expect = FORBIDDEN, desc = "the old one is lost or the new one torn")
    @State
    public static class Growth {
        private final ObjectIndex index = new ObjectIndex();

        /** With one object on the first page. */
        public Growth() {
            index.put(NEAR, 1, 1);
        }

        @Actor
        public void writer() {
            index.put(FAR, 2, 2);
        }

        @Actor
        public void reader(JJ_Result result) {
            ObjectIndex.Head far = index.head(FAR);
            result.r1 = index.serial(NEAR);
            result.r2 = far == null ? 0 : far.serial() == far.position() ? far.serial() : -1;
        }
    }

    /** A saved page is read by two threads, one of which writes on it. */
    @JCStressTest
    @Outcome(
            id = {"1, 1", "2, 2"},
            expect = ACCEPTABLE,
            desc = "one revision")
    @Outcome(expect = FORBIDDEN, desc = "of two revisions, or none")
    @State
    public static class Unread {
        private final ObjectIndex index = new ObjectIndex(saved());

        @Actor
        public void writer() {
            index.put(NEAR, 2, 2);
        }

        @Actor
        public void reader(JJ_Result result) {
            read(index, NEAR, result);
        }

        /** The write must not be lost to a page that was read before. */
        @Arbiter
        public void after(JJ_Result result) {
            if (index.serial(NEAR) != 2) {
                result.r1 = -1;
            }
        }
    }

    /** A page with one revision of the near object. */
    private static IndexPages saved() {
        long[] heads = new long[2 * ObjectIndex.PAGE_SIZE];
        heads[2 * (int) NEAR] = 1;
        heads[2 * (int) NEAR + 1] = 1;
        ByteBuffer bytes = ByteBuffer.allocate(IndexPage.CAPACITY);
        IndexPage.encode(heads, bytes);
        byte[] page = Arrays.copyOf(bytes.array(), bytes.position());
        IndexDirectory directory = new IndexDirectory(1);
        directory.add(0, page.length, Format.checksum(page, 0, page.length));
        return new IndexPages(new Bytes(page), "index", directory, null, 0, false);
    }

    /** A file of one page. */
    private record Bytes(byte[] page) implements LogFile {
        @Override
        public int read(ByteBuffer target, long position) {
            int from = (int) position - IndexHeader.SIZE;
            int length = Math.min(target.remaining(), page.length - from);
            target.put(page, from, length);
            return length;
        }

        @Override
        public void write(ByteBuffer source, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void force() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long size() {
            return IndexHeader.SIZE + page.length;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
