package dev.odb.core.storage;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Oids and class ids. */
interface NumberingCases extends StorageCases {
    /** CONFORMANCE 13. */
    @Test
    default void newOids_afterWriteFarAbove_areLarger() throws Exception {
        assertThat(storage().newOids(1)).isEqualTo(1);
        long far = 1L << 45;
        commit(storage(), write(far, 0, "far"));
        assertThat(storage().newOids(1)).isGreaterThan(far);
        assertThat(text(storage(), far)).isEqualTo("far");
        storage().prepare(branch(1, 1), batch(write(far + 100_000, 0, "farther")));
        storage().commitPrepared(branch(1, 1), tid -> {});
        assertThat(storage().newOids(1)).isGreaterThan(far + 100_000);
    }

    @Test
    default void newOids_areConsecutiveAndUnique() {
        long first = storage().newOids(10);
        long second = storage().newOids(5000);
        long third = storage().newOids(1);
        assertThat(first).isEqualTo(1);
        assertThat(second).isGreaterThanOrEqualTo(first + 10);
        assertThat(third).isGreaterThanOrEqualTo(second + 5000);
        assertThatThrownBy(() -> storage().newOids(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void defineClass_isIdempotent() {
        assertThat(storage().defineClass(new byte[] {1})).isEqualTo(1);
        assertThat(storage().defineClass(new byte[] {2, 2})).isEqualTo(2);
        assertThat(storage().defineClass(new byte[] {1})).isEqualTo(1);
        assertThat(storage().classDescription(2)).containsExactly(2, 2);
        assertThat(storage().classDescription(3)).isNull();
        assertThat(storage().classDescription(0)).isNull();
        storage().classDescription(1)[0] = 99;
        assertThat(storage().classDescription(1)).containsExactly(1);
    }
}
