package dev.odb.core.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.odb.DetachedObjectException;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jackson and JSON-B see what the class has and nothing of what the enhancer adds, in each state of an object. */
class JsonTest {
    private static final String EXPECTED = "{\"age\":40,\"children\":[{\"age\":7,\"children\":[],\"happy\":true,"
            + "\"name\":\"Bo\",\"tags\":[]}],\"happy\":false,\"name\":\"Al\",\"tags\":[\"x\",\"y\"]}";

    enum Framework {
        JACKSON {
            private final ObjectMapper mapper = JsonMapper.builder()
                    .configure(com.fasterxml.jackson.databind.MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, true)
                    .build();

            @Override
            String write(Object object) throws Exception {
                return mapper.writeValueAsString(object);
            }

            @Override
            Person read(String json) throws Exception {
                return mapper.readValue(json, Person.class);
            }
        },
        JSON_B {
            private final Jsonb jsonb = JsonbBuilder.create();

            @Override
            String write(Object object) {
                return jsonb.toJson(object);
            }

            @Override
            Person read(String json) {
                return jsonb.fromJson(json, Person.class);
            }
        };

        abstract String write(Object object) throws Exception;

        abstract Person read(String json) throws Exception;
    }

    private ObjectDatabase database;

    @BeforeEach
    void open() {
        database = ObjectDatabase.open("odb:memory:json");
        database.transact(c -> c.root("person", Person.class, JsonTest::person));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Person person() {
        Person person = new Person("Al", 40);
        Person child = new Person("Bo", 7);
        child.setHappy(true);
        person.getChildren().add(child);
        person.setTags(List.of("x", "y"));
        return person;
    }

    private <T> T transact(Function<OdbConnection, T> body) {
        return database.transact(body::apply);
    }

    @ParameterizedTest
    @EnumSource
    void unsavedObject(Framework framework) throws Exception {
        assertThat(framework.write(person())).isEqualTo(EXPECTED);
    }

    @ParameterizedTest
    @EnumSource
    void ghost(Framework framework) throws Exception {
        try (OdbConnection connection = database.connect()) {
            assertThat(framework.write(connection.root("person", Person.class))).isEqualTo(EXPECTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void loadedAndChangedObject(Framework framework) throws Exception {
        try (OdbConnection connection = database.connect()) {
            Person person = connection.root("person", Person.class);
            assertThat(person.getName()).isEqualTo("Al");
            assertThat(framework.write(person)).isEqualTo(EXPECTED);
            person.setName("Ed");
            assertThat(framework.write(person)).isEqualTo(EXPECTED.replace("Al", "Ed"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void detachedObjectThatWasLoaded(Framework framework) throws Exception {
        Person detached = transact(c -> {
            Person person = c.root("person", Person.class);
            assertThat(person.getTags()).hasSize(2);
            assertThat(person.getChildren().get(0).getAge()).isEqualTo(7);
            return person;
        });
        assertThat(framework.write(detached)).isEqualTo(EXPECTED);
    }

    @ParameterizedTest
    @EnumSource
    void detachedGhost_saysWhatToDo(Framework framework) {
        Person detached = transact(c -> c.root("person", Person.class));
        assertThatThrownBy(() -> framework.write(detached))
                .hasRootCauseInstanceOf(DetachedObjectException.class)
                .rootCause()
                .hasMessageContaining("ODB-2501")
                .hasMessageContaining("read what is needed before the end");
    }

    @ParameterizedTest
    @EnumSource
    void objectFromJson_isUnsavedAndCanBeStored(Framework framework) throws Exception {
        Person read = framework.read("{\"name\":\"Cy\",\"age\":3,\"tags\":[\"t\"]}");
        transact(c -> c.roots().put("read", read));
        Person stored = transact(c -> {
            Person loaded = c.root("read", Person.class);
            assertThat(loaded.getTags()).containsExactly("t");
            return loaded;
        });
        assertThat(stored.getName() + stored.getAge()).isEqualTo("Cy3");
        assertThat(stored.note()).as("transient").isNull();
    }
}
