package dev.odb.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.odb.core.storage.BranchId;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class XidsTest {
    static Stream<Xid> hostile() {
        return Stream.of(
                null,
                new TestXid(1, null, new byte[1]),
                new TestXid(1, new byte[1], null),
                new TestXid(1, new byte[0], new byte[1]),
                new TestXid(1, new byte[65], new byte[1]),
                new TestXid(1, new byte[1], new byte[65]),
                new TestXid(-1, new byte[1], new byte[1]),
                new Throwing());
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileXid_isInvalid(Xid xid) {
        assertThatExceptionOfType(XAException.class)
                .isThrownBy(() -> Xids.id(xid))
                .satisfies(e -> assertThat(e.errorCode).isEqualTo(XAException.XAER_INVAL))
                .withMessageStartingWith("ODB-5054");
    }

    @Test
    void longestXid_isKept() throws XAException {
        TestXid xid = new TestXid(7, new byte[64], new byte[64]);

        assertThat(Xids.xid(Xids.id(xid))).isEqualTo(xid).isEqualTo(Xids.xid(Xids.id(xid)));
    }

    /** A transaction manager may reuse its arrays. */
    @Test
    void arraysChangedLater_changeNothing() throws XAException {
        TestXid xid = TestXid.next();
        BranchId id = Xids.id(xid);
        BranchId before = Xids.id(
                new TestXid(xid.format(), xid.global().clone(), xid.qualifier().clone()));
        xid.global()[0]++;
        Xids.xid(id).getGlobalTransactionId()[1]++;
        Xids.xid(id).getBranchQualifier()[0]++;

        assertThat(id).isEqualTo(before);
    }

    private record Throwing() implements Xid {
        @Override
        public int getFormatId() {
            throw new IllegalStateException("hostile");
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return new byte[1];
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[1];
        }
    }
}
