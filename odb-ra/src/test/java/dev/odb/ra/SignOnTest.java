package dev.odb.ra;

import static dev.odb.ra.TestServer.add;
import static dev.odb.ra.TestServer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.OdbCredentials;
import dev.odb.OdbException;
import dev.odb.PersistentMap;
import dev.odb.SignOnException;
import dev.odb.inflow.OdbTaskListener;
import dev.odb.ra.inflow.OdbTaskActivation;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.SecurityException;
import jakarta.resource.spi.security.PasswordCredential;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that requires a user, by each way in which a server or an application can say which. */
class SignOnTest {
    private static final String PASSWORD = "Xq7-recognisable";
    private static final OdbCredentials ANNA = OdbCredentials.of("anna", PASSWORD.toCharArray());
    private static final OdbCredentials BERTA = OdbCredentials.of("berta", "Xq8-recognisable".toCharArray());

    /** With one iteration, since each test signs on several times. */
    private static final String ANNAS_HASH = "pbkdf2-sha256:1:c2FsdA==:3cqjWzBF3dJJOgZ9nE16s6BTVf/9QKB1nXhzhmPvbVk=";

    private static final String BERTAS_HASH = "pbkdf2-sha256:1:c2FsdA==:SgxQt2IunnxQ7lXg+7vu4MpU/58KO13ONLvF/Vf92+8=";

    private final TestServer server = TestServer.inMemory();

    @BeforeEach
    void users() throws Exception {
        PersistentMap<String, String> users = new PersistentMap<>(Map.of("anna", ANNAS_HASH, "berta", BERTAS_HASH));
        // past the pool, which would have a connection from before there were users
        ObjectDatabase database =
                (ObjectDatabase) server.definition("odb").database().administration();
        database.transact(connection -> connection.roots().put("account", new Account(100)));
        database.transact(connection -> connection.roots().put("odb.users", users));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void userOfTheDefinition_signsOn() throws Exception {
        OdbConnectionFactory factory = factory(definition("anna", PASSWORD));

        assertThat(server.balance(factory, "account")).isEqualTo(100);
    }

    @Test
    void wrongOrNoUser_isRefusedWithoutSayingWhy() throws Exception {
        OdbManagedConnectionFactory wrong = definition("anna", "Xq9-recognisable");
        OdbManagedConnectionFactory unknown = definition("claire", PASSWORD);
        OdbManagedConnectionFactory none = definition(null, null);

        String[] texts = new String[3];
        int i = 0;
        for (OdbManagedConnectionFactory definition : new OdbManagedConnectionFactory[] {wrong, unknown, none}) {
            SecurityException refused =
                    (SecurityException) catchThrowable(() -> definition.createManagedConnection(null, null));
            assertThat(refused.getErrorCode()).isEqualTo("ODB-5260");
            assertThat(refused).hasMessageStartingWith("ODB-5260").hasCauseInstanceOf(SignOnException.class);
            texts[i++] = refused.getMessage();
            assertThat(text(refused)).doesNotContain("recognisable", "anna", "claire");
            assertThatExceptionOfType(SignOnException.class)
                    .isThrownBy(() -> factory(definition).getConnection())
                    .satisfies(e -> assertThat(text(e)).doesNotContain("recognisable", "anna", "claire"));
        }
        assertThat(texts).containsOnly(texts[0]);
    }

    @Test
    void credentialOfTheServer_goesBeforeAllOthers() throws Exception {
        OdbManagedConnectionFactory definition = definition("anna", "wrong");
        ManagedConnection connection = definition.createManagedConnection(
                subject(definition, BERTA), new SignOn.Request(OdbCredentials.of("anna", "wrong".toCharArray())));

        assertThat(connection.getMetaData().getUserName()).isEqualTo("berta");
    }

    /** The task and what the listener does with its own connection are one transaction, so they have one user. */
    @Test
    void deliveryToAMessageDrivenBean_signsOnAsTheDefinitionsUser() throws Exception {
        OdbConnectionFactory factory = factory(definition("anna", PASSWORD));
        server.inTransaction(() -> with(factory, c -> c.queue("import").send(new Account(1))));
        CountDownLatch taken = new CountDownLatch(1);
        OdbTaskListener<Account> listener = task -> {
            TestServer.add(factory, "account", task.balance());
            taken.countDown();
        };
        OdbTaskActivation activation = activation(null, null);
        TestEndpoints endpoints = new TestEndpoints(server.transactions, OdbTaskListener.class, listener);
        server.adapter.endpointActivation(endpoints, activation);
        assertThat(taken.await(1, TimeUnit.MINUTES)).isTrue();
        server.adapter.endpointDeactivation(endpoints, activation);

        assertThat(server.balance(factory, "account")).isEqualTo(101);
        assertThat(server.definition("odb").database().administration().undoLog(0, 1))
                .singleElement()
                .satisfies(last -> assertThat(last.user()).isEqualTo("anna"));
    }

    @Test
    void deliveryAsAWrongUser_isRefusedAtTheActivation() throws Exception {
        factory(definition("anna", PASSWORD));
        OdbTaskListener<Account> listener = task -> {};
        TestEndpoints endpoints = new TestEndpoints(server.transactions, OdbTaskListener.class, listener);

        assertThatExceptionOfType(ResourceException.class)
                .isThrownBy(() -> server.adapter.endpointActivation(endpoints, activation("berta", "wrong")))
                .withMessageContaining("ODB-5403")
                .withRootCauseInstanceOf(SignOnException.class);
        server.adapter.endpointActivation(endpoints, activation("berta", "Xq8-recognisable"));
    }

    private static OdbTaskActivation activation(String user, String password) {
        OdbTaskActivation activation = new OdbTaskActivation();
        activation.setQueue("import");
        activation.setConsumers("1");
        activation.setUser(user);
        activation.setPassword(password);
        return activation;
    }

    /** One that the server made for another definition is not ours to use. */
    @Test
    void credentialForAnotherFactory_isLeftAlone() throws Exception {
        OdbManagedConnectionFactory definition = definition("anna", PASSWORD);
        ManagedConnection connection =
                definition.createManagedConnection(subject(server.definition("another"), BERTA), null);

        assertThat(connection.getMetaData().getUserName()).isEqualTo("anna");
    }

    @Test
    void application_mayAskAsAnotherUser() throws Exception {
        OdbConnectionFactory factory = factory(definition("anna", PASSWORD));
        server.inTransaction(() -> {
            try (OdbConnection connection = factory.getConnection(BERTA)) {
                connection.root("account", Account.class).add(1);
            }
        });

        var past = server.definition("open").database().administration().undoLog(0, 1);
        assertThat(past.get(0).user()).isEqualTo("berta");
        assertThatExceptionOfType(SignOnException.class)
                .isThrownBy(() -> factory.getConnection(OdbCredentials.of("berta", PASSWORD.toCharArray())))
                .withMessageContaining("ODB-5260");
    }

    @Test
    void pooledConnection_isGivenOnlyForTheSamePassword() throws Exception {
        OdbManagedConnectionFactory definition = definition(null, null);
        var pooled = Set.of(definition.createManagedConnection(null, new SignOn.Request(ANNA)));
        OdbCredentials wrong = OdbCredentials.of("anna", "wrong".toCharArray());

        assertThat(definition.matchManagedConnections(pooled, null, new SignOn.Request(ANNA)))
                .isIn(pooled);
        assertThat(definition.matchManagedConnections(pooled, null, new SignOn.Request(wrong)))
                .isNull();
        assertThat(definition.matchManagedConnections(pooled, null, new SignOn.Request(BERTA)))
                .isNull();
        assertThat(definition.matchManagedConnections(pooled, null, null)).isNull();
    }

    @Test
    void twoUsersInOneTransaction_areRefusedByName() throws Exception {
        OdbConnectionFactory one = factory(definition("anna", PASSWORD));
        OdbConnectionFactoryImpl two = factory(definition("berta", "Xq8-recognisable"));
        server.inTransaction(() -> {
            add(one, "account", 1);
            assertThatExceptionOfType(OdbException.class)
                    .isThrownBy(() -> add(two, "account", 1))
                    .withMessageContainingAll("ODB-5261", "'anna'", "'berta'");
            assertThatExceptionOfType(OdbException.class)
                    .isThrownBy(() -> two.currentRoot("account", Account.class))
                    .withMessageContaining("ODB-5261");
            add(one, "account", 1);
        });

        assertThat(server.balance(one, "account")).isEqualTo(102);
    }

    @Test
    void injectedRoots_ofTwoUsers_areRefusedToo() throws Exception {
        OdbConnectionFactoryImpl one = factory(definition("anna", PASSWORD));
        OdbConnectionFactoryImpl two = factory(definition("berta", "Xq8-recognisable"));
        server.inTransaction(() -> {
            one.currentRoot("account", Account.class).add(1);
            assertThatExceptionOfType(OdbException.class)
                    .isThrownBy(() -> two.currentRoot("account", Account.class))
                    .withMessageContaining("ODB-5261");
        });
    }

    @Test
    void recovery_signsOnAsItsOwnUser() throws Exception {
        OdbManagedConnectionFactory definition = definition("anna", PASSWORD);
        TestXid xid = TestXid.next();
        ManagedConnection inDoubt = definition.createManagedConnection(null, null);
        XAResource resource = inDoubt.getXAResource();
        resource.start(xid, XAResource.TMNOFLAGS);
        OdbConnectionHandle handle = (OdbConnectionHandle) inDoubt.getConnection(null, null);
        handle.root("account", Account.class).add(5);
        resource.end(xid, XAResource.TMSUCCESS);
        resource.prepare(xid);

        XAResource recovery = definition
                .createManagedConnection(subject(definition, BERTA), null)
                .getXAResource();
        assertThat(recovery.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN))
                .hasSize(1);
        recovery.commit(xid, false);
        assertThat(server.balance(factory(definition), "account")).isEqualTo(105);
        OdbCredentials wrong = OdbCredentials.of("berta", "wrong".toCharArray());
        assertThatExceptionOfType(SecurityException.class)
                .isThrownBy(() -> definition.createManagedConnection(subject(definition, wrong), null));
    }

    @Test
    void halfAUser_isAMistakeOfTheDefinition() throws Exception {
        for (OdbManagedConnectionFactory half :
                new OdbManagedConnectionFactory[] {definition("anna", null), definition(null, PASSWORD)}) {
            half.setAdminRole(" ");
            assertThatExceptionOfType(ResourceException.class)
                    .isThrownBy(half::database)
                    .withMessageContainingAll("ODB-5001", "give both or neither", "adminRole is empty")
                    .satisfies(e -> assertThat(text(e)).doesNotContain("recognisable"));
        }
    }

    @Test
    void password_isInNoTextAndNoSerializedForm() throws Exception {
        OdbManagedConnectionFactory definition = definition("anna", PASSWORD);
        ManagedConnection connection = definition.createManagedConnection(null, null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(definition);
        }

        assertThat(bytes.toString(StandardCharsets.ISO_8859_1))
                .contains(server.url)
                .doesNotContain(PASSWORD);
        assertThat(new Object[] {
                    definition,
                    definition.administrator(),
                    definition.credentials(),
                    new SignOn.Request(ANNA),
                    connection,
                    connection.getMetaData(),
                    connection.getXAResource(),
                    connection.getConnection(null, null),
                    definition.database(),
                    definition.database().configuration(),
                    factory(definition)
                })
                .allSatisfy(one -> assertThat(one.toString()).doesNotContain(PASSWORD));
    }

    private OdbManagedConnectionFactory definition(String user, String password) throws ResourceException {
        OdbManagedConnectionFactory definition = server.definition("odb");
        definition.setUser(user);
        definition.setPassword(password);
        return definition;
    }

    private OdbConnectionFactoryImpl factory(OdbManagedConnectionFactory definition) throws ResourceException {
        return (OdbConnectionFactoryImpl) definition.createConnectionFactory(server.connections);
    }

    private static Subject subject(OdbManagedConnectionFactory definition, OdbCredentials credentials) {
        PasswordCredential credential = new PasswordCredential(credentials.user(), credentials.password());
        credential.setManagedConnectionFactory(definition);
        Subject subject = new Subject();
        subject.getPrivateCredentials().add(credential);
        return subject;
    }

    private static String text(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
