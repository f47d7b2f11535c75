package dev.odb.core.object;

import static dev.odb.core.readme.MemoryPage.assertStates;
import static dev.odb.core.readme.MemoryPage.reachable;
import static dev.odb.core.readme.MemoryPage.shallow;

import dev.odb.core.model.Person;
import dev.odb.core.record.tracked.TrackedArrayList;
import dev.odb.core.record.tracked.TrackedHashMap;
import dev.odb.core.record.tracked.Tracker;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What objects take beside their own fields, against docs/internals/memory.md. */
class ObjectBytesTest {
    private static final int COUNT = 10_000;

    /** The fields of {@link Person} in a class that is not persistent. */
    @SuppressWarnings("unused")
    private static final class Plain {
        private String name;
        private int age;
        private Plain friend;
    }

    private static Managed object(long oid, byte state) {
        Managed object = (Managed) (Object) new Person(null, 0);
        object.$odb_oid(oid);
        object.$odb_state(state);
        return object;
    }

    @Test
    void managedObject_hasThatManyBytesMore() throws Exception {
        assertStates("managed", shallow(Person.class) - shallow(Plain.class));
    }

    @Test
    void ghost_isKnownForThatMany() throws Exception {
        GhostObjects ghosts = new GhostObjects();
        List<Managed> held = new ArrayList<>();
        for (long oid = 1; oid <= COUNT; oid++) {
            held.add(object(oid, ObjectState.GHOST));
            ghosts.put(held.get(held.size() - 1), null);
        }
        double rest = reachable(ghosts) - COUNT * shallow(Person.class);
        assertStates("ghost", rest / COUNT);
    }

    @Test
    void loadedObject_isKnownForThatMany() throws Exception {
        LoadedObjects loaded = new LoadedObjects();
        for (long oid = 1; oid <= COUNT; oid++) {
            loaded.put(object(oid, ObjectState.UP_TO_DATE), 100, null);
        }
        double rest = reachable(loaded) - COUNT * shallow(Person.class);
        assertStates("loaded", rest / COUNT);
    }

    @Test
    void watchedObject_takesThatManyMore() throws Exception {
        MutableWatch watch = new MutableWatch();
        for (long oid = 1; oid <= COUNT; oid++) {
            watch.add(object(oid, ObjectState.UNREAD), new byte[8]);
        }
        double rest = reachable(watch) - COUNT * shallow(Person.class);
        assertStates("watched", rest / COUNT);
    }

    @Test
    void collections_takeThatManyMore() throws Exception {
        assertStates("tracker", shallow(Tracker.class));
        assertStates("tracked list", shallow(TrackedArrayList.class) - shallow(ArrayList.class));
        assertStates("tracked map", shallow(TrackedHashMap.class) - shallow(HashMap.class));
    }
}
