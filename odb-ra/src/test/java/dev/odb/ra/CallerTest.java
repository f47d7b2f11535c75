package dev.odb.ra;

import static dev.odb.ra.TestServer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.odb.ConflictException;
import dev.odb.OdbConnectionFactory;
import dev.odb.TransactionInfo;
import dev.odb.replay.Replay;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose transaction it was, by what a server without Elytron tells; with it the in-container tests look. */
class CallerTest {
    private final TestServer server = TestServer.inMemory();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void userOfTheRequest_isRecorded() throws Exception {
        OdbConnectionFactory factory = factory("technical");
        Request.of("anna", Set.of(), () -> {
            server.create(factory, "account", 1);
        });

        assertThat(recorded()).isEqualTo("anna");
    }

    @Test
    void callerOfTheBean_goesBeforeTheUserOfTheRequest() throws Exception {
        OdbConnectionFactory factory = factory("technical");
        Request.of(
                "anna",
                Set.of(),
                () -> Bean.calledBy("berta", Set.of(), () -> {
                    server.create(factory, "account", 1);
                }));

        assertThat(recorded()).isEqualTo("berta");
    }

    /** Servers name the principal of nobody in their ways; a bean has no caller while it is made. */
    @Test
    void beanWithoutCaller_leavesItToTheRequest() throws Exception {
        OdbConnectionFactory factory = factory("technical");
        for (String nobody : new String[] {"anonymous", "ANONYMOUS", "UNAUTHENTICATED", null}) {
            Request.of(
                    "anna",
                    Set.of(),
                    () -> Bean.calledBy(nobody, Set.of(), () -> {
                        server.create(factory, "account", 1);
                    }));
            assertThat(recorded()).as("%s", nobody).isEqualTo("anna");
        }
    }

    @Test
    void unknownCaller_isTheSignedOnUser() throws Exception {
        OdbConnectionFactory factory = factory("technical");
        Request.of(null, Set.of(), () -> {
            server.create(factory, "account", 1);
        });
        assertThat(recorded()).isEqualTo("technical");
        server.create(factory, "account", 2);
        assertThat(recorded()).isEqualTo("technical");
    }

    @Test
    void nobodyAtAll_isEmpty() throws Exception {
        server.create(server.factory(), "account", 1);

        assertThat(recorded()).isEmpty();
    }

    /** What the caller is at the branch's first use counts, not what it is when the transaction manager commits. */
    @Test
    void caller_isTheOneOfTheFirstUse() throws Exception {
        OdbConnectionFactory factory = server.factory();
        server.inTransaction(() -> {
            Request.of("anna", Set.of(), () -> {
                with(factory, c -> c.roots().put("account", new Account(1)));
            });
            Request.of("berta", Set.of(), () -> {
                with(factory, c -> c.roots().put("other", new Account(1)));
            });
        });

        assertThat(recorded()).isEqualTo("anna");
    }

    @Test
    void application_mayReplaceIt() throws Exception {
        OdbConnectionFactory factory = server.factory();
        Request.of("anna", Set.of(), () -> {
            server.inTransaction(() -> with(factory, c -> {
                c.transaction().user("somebody else");
                return c.roots().put("account", new Account(1));
            }));
        });

        assertThat(recorded()).isEqualTo("somebody else");
    }

    @Test
    void winnerOfAConflict_isNamedWithItsCaller() throws Exception {
        OdbConnectionFactory factory = server.factory();
        server.create(factory, "account", 1);

        Throwable lost = catchThrowable(() -> server.inTransaction(() -> {
            TestServer.add(factory, "account", 1);
            server.inOtherTransaction(() -> {
                Request.of("anna", Set.of(), () -> {
                    TestServer.add(factory, "account", 2);
                });
            });
        }));

        ConflictException conflict = Replay.conflictIn(lost);
        assertThat(conflict).isNotNull();
        assertThat(conflict.winner()).map(TransactionInfo::user).contains("anna");
    }

    private OdbConnectionFactory factory(String user) throws Exception {
        OdbManagedConnectionFactory definition = server.definition("odb");
        definition.setUser(user);
        definition.setPassword("password");
        return (OdbConnectionFactory) definition.createConnectionFactory(server.connections);
    }

    private String recorded() throws Exception {
        TransactionInfo newest = server.definition("odb")
                .database()
                .administration()
                .undoLog(0, 1)
                .get(0);
        return newest.user();
    }
}
