package dev.odb.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.odb.OdbConfiguration;
import dev.odb.OdbException;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.security.PasswordCredential;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
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

    /** Every property at once, so that nobody has to deploy ten times to find ten mistakes. */
    @Test
    void wrongValues_areListedTogetherWithWhatIsAllowed() throws Exception {
        OdbManagedConnectionFactory definition = server.definition(" ");
        definition.setUrl("jdbc:h2:mem:x");
        definition.setLockWaitMillis("-1");
        definition.setReadOnly("yes");
        definition.setIsolation("perfect");
        definition.setMaxObjects("many");
        definition.setMaxObjectBytes("16M");
        definition.setRecordCacheBytes("99999999999999999999");
        definition.setCompress("");
        definition.setValueClasses("com.example.Money, 7up");

        assertThatExceptionOfType(ResourceException.class)
                .isThrownBy(() -> definition.createConnectionFactory(server.connections))
                .withMessageContainingAll(
                        "ODB-5001",
                        "url is 'jdbc:h2:mem:x'; it must be odb:file:<folder>, odb:memory:<name> or odb:jdbc:<JNDI",
                        "databaseName is ' '; it must be the name by which roots are injected, or left out",
                        "lockWaitMillis is '-1'; it must be a whole number from 0 to 86400000",
                        "readOnly is 'yes'; it must be true or false",
                        "isolation is 'perfect'; it must be snapshot or serializable",
                        "maxObjects is 'many'; it must be a whole number from 0 to 2147483647",
                        "maxObjectBytes is '16M'; it must be a whole number from 0 to 1125899906842624",
                        "recordCacheBytes is '99999999999999999999'; it must be a whole number from 0 to 11258",
                        "compress is ''; it must be true or false",
                        "valueClasses is 'com.example.Money, 7up'; it must be binary names of classes")
                .withCauseInstanceOf(OdbException.class);
    }

    @Test
    void missingValues_areNamed() throws Exception {
        OdbManagedConnectionFactory definition = server.definition("odb");
        definition.setUrl(null);
        definition.setReadOnly(null);
        definition.setMaxObjects(null);

        assertThatExceptionOfType(ResourceException.class)
                .isThrownBy(() -> definition.createConnectionFactory(server.connections))
                .withMessageContainingAll("url is missing", "readOnly is missing", "maxObjects is missing");
    }

    @Test
    void values_reachTheEngine() throws Exception {
        OdbManagedConnectionFactory definition = server.definition("odb");
        definition.setLockWaitMillis(" 7 ");
        definition.setReadOnly("TRUE");
        definition.setMaxObjects("8");
        definition.setMaxObjectBytes("9");
        definition.setRecordCacheBytes("0");
        definition.setCompress("true");
        definition.setValueClasses("com.example.Money, com.example.Money$Rate");

        assertThat(definition.database().configuration())
                .isEqualTo(OdbConfiguration.of(server.url)
                        .withLockWait(Duration.ofMillis(7))
                        .withReadOnly(true)
                        .withMaxObjects(8)
                        .withMaxObjectBytes(9)
                        .withRecordCacheBytes(0)
                        .withCompress(true)
                        .withValueClasses(Set.of("com.example.Money", "com.example.Money$Rate")));
    }

    /** A class of a library has no annotation of ours; the definition allows it by name. */
    @Test
    void allowedValueClass_isStored() throws Exception {
        OdbManagedConnectionFactory definition = server.definition("odb");
        definition.setValueClasses(Money.class.getName());
        var factory = (OdbConnectionFactoryImpl) definition.createConnectionFactory(server.connections);

        server.inTransaction(() -> TestServer.with(factory, c -> c.roots().put("price", new Price(new Money(7)))));
        int[] cents = {0};
        server.inTransaction(() -> cents[0] =
                TestServer.with(factory, c -> c.root("price", Price.class).cents()));
        assertThat(cents).containsExactly(7);
    }

    @Test
    void differentSettingsForOneUrl_areRefusedNamingBoth() throws Exception {
        server.factory("issues");
        OdbManagedConnectionFactory other = server.definition("other");
        other.setLockWaitMillis("1");
        other.setMaxObjects("5");

        assertThatExceptionOfType(ResourceException.class)
                .isThrownBy(() -> other.createConnectionFactory(server.connections))
                .withMessageContainingAll(
                        "ODB-5002",
                        "'other'",
                        "'issues'",
                        server.url,
                        "lockWaitMillis is '1' and was '2000'; maxObjects is '5' and was '100000'.")
                .withMessageNotContaining("readOnly");
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
        assertThat(definition.matchManagedConnections(Set.of(connection), subject, null))
                .isSameAs(connection);
        assertThat(definition.matchManagedConnections(Set.of(connection), null, null))
                .isNull();
    }
}
