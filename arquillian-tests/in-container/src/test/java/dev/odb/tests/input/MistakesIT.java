package dev.odb.tests.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.odb.DetachedObjectException;
import dev.odb.NoTransactionException;
import dev.odb.NotEnhancedException;
import dev.odb.NotPersistentException;
import dev.odb.ObjectNotFoundException;
import dev.odb.OdbException;
import dev.odb.tests.model.Issue;
import dev.odb.tests.model.Issues;
import dev.odb.tests.plain.Forgotten;
import dev.odb.tests.plain.Unmarked;
import dev.odb.tests.support.Archives;
import dev.odb.tests.support.Database;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each mistake is refused with an error that says what and where it is, and changes nothing. */
@ExtendWith(ArquillianExtension.class)
class MistakesIT {
    private static final String KEY = "A-1";

    @Inject
    private Mistakes mistakes;

    @Inject
    private Database database;

    @Deployment
    static WebArchive deployment() {
        return Archives.war("mistakes", MistakesIT.class);
    }

    @BeforeEach
    void start() throws Exception {
        database.start(KEY);
    }

    @AfterEach
    void nothingWasChanged() throws Exception {
        Object attachment = database.inNew(
                connection -> connection.root("issues", Issues.class).get(KEY).attachment());
        assertThat(attachment).isNull();
    }

    @Test
    void unmarkedClassInTheGraph_isNamedWithItsPath() throws Exception {
        Throwable failure = catchThrowable(() -> mistakes.attach(KEY, new Unmarked()));

        assertThat(failure).isInstanceOf(RollbackException.class);
        assertThat(reason(failure))
                .isInstanceOf(NotPersistentException.class)
                .hasMessageContaining("issues.byKey[\"A-1\"].attachment: " + Unmarked.class.getName());
    }

    @Test
    void classThatWasNotEnhanced_isNamedWithItsField() throws Exception {
        Throwable failure = catchThrowable(() -> mistakes.attach(KEY, new Forgotten()));

        assertThat(failure).isInstanceOf(RollbackException.class);
        assertThat(reason(failure))
                .isInstanceOf(NotEnhancedException.class)
                .hasMessageContaining(Forgotten.class.getName())
                .hasMessageContaining("'attachment'");
    }

    @Test
    void classThatWasNotEnhanced_isRefusedAtFirstUse() {
        assertThatThrownBy(() -> database.inNew(connection -> connection.oid(new Forgotten())))
                .isInstanceOf(NotEnhancedException.class)
                .hasMessageContaining(Forgotten.class.getName())
                .hasMessageContaining("enhancer");
    }

    @Test
    void missingRoot_isNamedBesideThoseThereAre() {
        assertThatThrownBy(() -> mistakes.useMissingRoot(KEY))
                .isInstanceOf(ObjectNotFoundException.class)
                .hasMessageContaining("'nowhere'")
                .hasMessageContaining("issues");
        assertThatThrownBy(() -> database.inNew(connection -> connection.root("nowhere", Issues.class)))
                .isInstanceOf(ObjectNotFoundException.class)
                .hasMessageContaining("'nowhere'");
    }

    @Test
    void injectedRootOutsideATransaction_isNamed() {
        assertThatThrownBy(() -> mistakes.useOutsideATransaction(KEY))
                .isInstanceOf(NoTransactionException.class)
                .hasMessageContaining("'issues'")
                .hasMessageContaining("@Transactional");
    }

    @Test
    void objectThatWasNotLoaded_isRefusedAfterItsTransaction() {
        Issue ghost = mistakes.leak(KEY);

        assertThatThrownBy(ghost::comments)
                .isInstanceOf(DetachedObjectException.class)
                .hasMessageContaining(Issue.class.getName())
                .hasMessageContaining("committed");
    }

    @Test
    void objectThatWasLoaded_isReadableButRefusesWritesAfterItsTransaction() {
        Issue loaded = mistakes.leakLoaded(KEY);

        assertThat(loaded.key()).isEqualTo(KEY);
        assertThatThrownBy(() -> loaded.attach("late"))
                .isInstanceOf(DetachedObjectException.class)
                .hasMessageContaining(Issue.class.getName());
        assertThatThrownBy(() -> loaded.comment("late")).isInstanceOf(DetachedObjectException.class);
        assertThat(loaded.comments()).isEmpty();
    }

    @Test
    void objectAfterItsTransaction_cannotBeStoredInAnother() {
        Issue ghost = mistakes.leak(KEY);

        Throwable failure = catchThrowable(() -> mistakes.attach(KEY, ghost));
        assertThat(failure).isInstanceOf(RollbackException.class);
        assertThat(reason(failure))
                .isInstanceOf(DetachedObjectException.class)
                .hasMessageContaining("issues.byKey[\"A-1\"].attachment");
    }

    /** The error of ours that a container's exception carries as a cause or as a suppressed exception. */
    private static OdbException reason(Throwable thrown) {
        return reasons(thrown).findFirst().orElse(null);
    }

    private static Stream<OdbException> reasons(Throwable thrown) {
        if (thrown instanceof OdbException found) {
            return Stream.of(found);
        }
        return Stream.concat(Stream.of(thrown.getCause()), Arrays.stream(thrown.getSuppressed()))
                .filter(Objects::nonNull)
                .flatMap(MistakesIT::reasons);
    }
}
