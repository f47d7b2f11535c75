package dev.odb.ra;

import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.Xid;

/** An Xid with whatever content a test needs. */
record TestXid(int format, byte[] global, byte[] qualifier) implements Xid {
    private static final AtomicInteger NEXT = new AtomicInteger();

    /** One that no other test has. */
    static TestXid next() {
        byte[] id = ("test-" + NEXT.incrementAndGet()).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return new TestXid(0x0DB, id, new byte[] {1});
    }

    @Override
    public int getFormatId() {
        return format;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return global;
    }

    @Override
    public byte[] getBranchQualifier() {
        return qualifier;
    }
}
