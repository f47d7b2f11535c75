package dev.odb.ra;

import dev.odb.core.storage.BranchId;
import java.util.Arrays;
import javax.transaction.xa.XAException;
import javax.transaction.xa.Xid;

/** Between the transaction manager's Xids and the engine's names; arrays that are kept are copied. */
final class Xids {
    private Xids() {}

    /** The name of a branch; whatever is wrong with the Xid is XAER_INVAL. */
    static BranchId id(Xid xid) throws XAException {
        BranchId sought = sought(xid);
        return new BranchId(
                sought.formatId(), sought.globalId().clone(), sought.qualifier().clone());
    }

    /** The same to find a branch by: not to be kept, since the Xid may change. */
    static BranchId sought(Xid xid) throws XAException {
        if (xid == null) {
            throw invalid("it is null", null);
        }
        int format;
        byte[] global;
        byte[] qualifier;
        try {
            format = xid.getFormatId();
            global = xid.getGlobalTransactionId();
            qualifier = xid.getBranchQualifier();
        } catch (RuntimeException e) {
            throw invalid("reading it failed with " + e, e);
        }
        if (format == -1) {
            throw invalid("its format -1 is that of the null Xid", null);
        }
        return new BranchId(
                format,
                checked("global transaction id", global, 1, Xid.MAXGTRIDSIZE),
                checked("branch qualifier", qualifier, 0, Xid.MAXBQUALSIZE));
    }

    /** The same as an Xid. */
    static Xid xid(BranchId id) {
        return new BranchXid(id);
    }

    private static byte[] checked(String what, byte[] bytes, int least, int most) throws XAException {
        if (bytes == null) {
            throw invalid("its " + what + " is null", null);
        }
        if (bytes.length < least || bytes.length > most) {
            throw invalid(
                    "its " + what + " has " + bytes.length + " bytes; " + least + " to " + most + " are allowed", null);
        }
        return bytes;
    }

    private static XAException invalid(String reason, Throwable cause) {
        return XaErrors.of(XAException.XAER_INVAL, RaMessages.badXid(reason), cause);
    }

    private record BranchXid(BranchId id) implements Xid {
        @Override
        public int getFormatId() {
            return id.formatId();
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return id.globalId().clone();
        }

        @Override
        public byte[] getBranchQualifier() {
            return id.qualifier().clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Xid that
                    && that.getFormatId() == id.formatId()
                    && Arrays.equals(that.getGlobalTransactionId(), id.globalId())
                    && Arrays.equals(that.getBranchQualifier(), id.qualifier());
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }

        @Override
        public String toString() {
            return id.toString();
        }
    }
}
