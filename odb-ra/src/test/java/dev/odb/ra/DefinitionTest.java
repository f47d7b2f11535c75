package dev.odb.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.odb.OdbException;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.security.PasswordCredential;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.security.auth.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connection definitions: their properties and what they open. */
class DefinitionTest {
    private final TestServer server = TestServer.inMemory();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void wrongValues_areListedTogether() throws Exception {
        OdbManagedConnectionFactory definition = server.definition(" ");
        definition.setUrl("jdbc:h2:mem:x");
        definition.setLockWaitMillis(-1L);
        definition.setIsolation("perfect");

        assertThatExceptionOfType(ResourceException.class)
                .isThrownBy(() -> definition.createConnectionFactory(server.connections))
                .withMessageContaining("ODB-5001")
                .withMessageContaining("jdbc:h2:mem:x")
                .withMessageContaining("databaseName")
                .withMessageContaining("lockWaitMillis is -1")
                .withMessageContaining("isolation is 'perfect'")
                .withCauseInstanceOf(OdbException.class);
    }

    @Test
    void missingUrl_isNamed() throws Exception {
        OdbManagedConnectionFactory definition = server.definition("odb");
        definition.setUrl(null);

        assertThatExceptionOfType(ResourceException.class)
                .isThrownBy(() -> definition.createConnectionFactory(server.connections))
                .withMessageContaining("url is missing");
    }

    @Test
    void differentSettingsForOneUrl_areRefused() throws Exception {
        server.factory();
        OdbManagedConnectionFactory other = server.definition("other");
        other.setLockWaitMillis(1L);

        assertThatExceptionOfType(ResourceException.class)
                .isThrownBy(() -> other.createConnectionFactory(server.connections))
                .withMessageContaining("ODB-5002")
                .withMessageContaining("lockWaitMillis=1");
    }

    @Test
    void spellingsOfOneFolder_areOneDatabase(@TempDir Path folder) throws Exception {
        OdbManagedConnectionFactory one = server.definition("one");
        OdbManagedConnectionFactory two = server.definition("two");
        one.setUrl("odb:file:" + folder + "/db");
        two.setUrl("odb:file:" + folder + "/x/../db");

        assertThat(two.database()).isSameAs(one.database());
        assertThat(Files.isDirectory(folder.resolve("db"))).isTrue();
    }

    /** IronJacamar makes the connection factories before it starts the adapter. */
    @Test
    void factoryMadeBeforeTheStart_works() throws Exception {
        server.adapter.stop();
        OdbResourceAdapter late = new OdbResourceAdapter();
        OdbManagedConnectionFactory definition = definition(late, server.url);
        var factory = (OdbConnectionFactoryImpl) definition.createConnectionFactory(server.connections);
        late.start(TestServer.context());

        server.create(factory, "account", 7);
        server.inTransaction(
                () -> assertThat(factory.currentRoot("account", Account.class).balance())
                        .isEqualTo(7));
        late.stop();
    }

    /** A deployment that fails in its second definition must not keep the first one's folder locked. */
    @Test
    void failedBeforeTheStart_letsGoOfTheFolder(@TempDir Path folder) throws Exception {
        OdbResourceAdapter first = new OdbResourceAdapter();
        definition(first, "odb:file:" + folder).createConnectionFactory(server.connections);
        OdbManagedConnectionFactory wrong = definition(first, "nonsense");
        assertThatExceptionOfType(ResourceException.class)
                .isThrownBy(() -> wrong.createConnectionFactory(server.connections));

        OdbManagedConnectionFactory corrected = definition(server.adapter, "odb:file:" + folder);
        assertThat(corrected.createConnectionFactory(server.connections)).isNotNull();
    }

    private static OdbManagedConnectionFactory definition(OdbResourceAdapter adapter, String url)
            throws ResourceException {
        OdbManagedConnectionFactory definition = new OdbManagedConnectionFactory();
        definition.setResourceAdapter(adapter);
        definition.setUrl(url);
        return definition;
    }

    @Test
    void withoutConnectionManager_saysWhatToUse() throws Exception {
        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(server.definition("odb")::createConnectionFactory)
                .withMessageContaining("ObjectDatabase.open");
    }

    @Test
    void withoutAdapter_saysSo() {
        OdbManagedConnectionFactory definition = new OdbManagedConnectionFactory();
        definition.setUrl("odb:memory:lonely");

        assertThatExceptionOfType(ResourceException.class)
                .isThrownBy(() -> definition.createConnectionFactory(server.connections))
                .withMessageContaining("ODB-5004");
    }

    @Test
    void endpoint_isRefused() {
        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> server.adapter.endpointActivation(null, null))
                .withMessageContaining("ODB-5007");
    }

    @Test
    void equality_isByConfiguration() throws Exception {
        assertThat(server.definition("odb"))
                .isEqualTo(server.definition("odb"))
                .hasSameHashCodeAs(server.definition("odb"));
        assertThat(server.definition("odb")).isNotEqualTo(server.definition("other"));
    }

    @Test
    void user_comesFromTheServersCredential() throws Exception {
        OdbManagedConnectionFactory definition = server.definition("odb");
        PasswordCredential credential = new PasswordCredential("ada", "secret".toCharArray());
        credential.setManagedConnectionFactory(definition);
        Subject subject = new Subject();
        subject.getPrivateCredentials().add(credential);

        var connection = definition.createManagedConnection(subject, null);
        assertThat(connection.getMetaData().getUserName()).isEqualTo("ada");
        assertThat(definition.matchManagedConnections(java.util.Set.of(connection), subject, null))
                .isSameAs(connection);
        assertThat(definition.matchManagedConnections(java.util.Set.of(connection), null, null))
                .isNull();
    }
}
