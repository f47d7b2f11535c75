package dev.odb.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HooksTest {
    private final List<String> calls = new ArrayList<>();
    private final Owner owner = proxy(Owner.class, Map.of());

    @ParameterizedTest
    @ValueSource(bytes = {ObjectState.STAND_IN, ObjectState.GHOST, ObjectState.UP_TO_DATE})
    void change_registersOnce_whileTheObjectIsUnchanged(byte state) {
        Hooks.change(managed(state, owner));
        assertThat(calls).containsExactly("write");
    }

    @ParameterizedTest
    @ValueSource(bytes = {ObjectState.UNSAVED, ObjectState.CHANGED})
    void change_doesNothing_whereNoneIsToRegister(byte state) {
        Hooks.change(managed(state, owner));
        assertThat(calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(bytes = {ObjectState.STAND_IN, ObjectState.GHOST, ObjectState.UP_TO_DATE, ObjectState.CHANGED})
    void readCurrent_tellsTheOwner_ofASavedObject(byte state) {
        Hooks.readCurrent(managed(state, owner));
        assertThat(calls).containsExactly("readCurrent");
    }

    /** CONFORMANCE 67: an unsaved object has no revision that could be current. */
    @Test
    void readCurrent_doesNothing_forAnUnsavedObject() {
        Hooks.readCurrent(managed(ObjectState.UNSAVED, owner));
        Hooks.readCurrent(managed(ObjectState.UNSAVED, null));
        assertThat(calls).isEmpty();
    }

    @Test
    void objectsThatWereNotEnhanced_areLeftAlone() {
        assertThatCode(() -> {
                    Hooks.change("text");
                    Hooks.readCurrent("text");
                    Hooks.readCurrent(null);
                })
                .doesNotThrowAnyException();
    }

    private Managed managed(byte state, Owner of) {
        Map<String, Object> answers =
                of == null ? Map.of("$odb_state", state) : Map.of("$odb_state", state, "$odb_owner", of);
        return proxy(Managed.class, answers);
    }

    /** Answers what it is told to and writes down the calls of an owner. */
    private <T> T proxy(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            if (type == Owner.class) {
                calls.add(method.getName());
            }
            return answers.get(method.getName());
        }));
    }
}
