package dev.odb.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a transaction says of itself in reserved properties. */
class TransactionMetadataTest {
    @Test
    void undone_isWhatWasSaid() {
        assertThat(TransactionMetadata.NONE.undone()).isEmpty();
        List<Long> tids = List.of(1L, Long.MAX_VALUE);
        assertThat(TransactionMetadata.NONE.asUndoOf(tids).undone()).isEqualTo(tids);
    }

    /** Only who edits files or tables can put it there. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "x 7", "7  -1", "7 9223372036854775808", "0 7 0x1"})
    void undone_withWhatIsNoTid_leavesThatOut(String property) {
        TransactionMetadata hostile = new TransactionMetadata("", "", Map.of("odb.undone", property), false);
        assertThat(hostile.undone()).isEqualTo(property.contains("7") ? List.of(7L) : List.of());
        assertThat(hostile.properties()).containsEntry("odb.undone", property);
    }
}
