package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.core.model.Library;
import dev.odb.core.model.Person;
import dev.odb.core.model.Shelf;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What nobody refers to leaves memory while its connection goes on. */
class VanishingTest {
    private static final int COUNT = 200;

    private Engine database;

    @BeforeEach
    void open() {
        database = Engine.open(
                OdbConfiguration.of("odb:memory:" + UUID.randomUUID()).withMaxObjects(20));
        database.transact(c -> c.root("library", Library.class, () -> Library.of(COUNT)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Library library(OdbConnection connection) {
        return connection.root("library", Library.class);
    }

    /** Waits until so many of the objects are gone. */
    private static void awaitGone(List<? extends Reference<?>> objects, ReferenceQueue<Object> queue, int count)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        int gone = 0;
        while (gone < count) {
            System.gc();
            while (queue.remove(100) != null) {
                gone++;
            }
            if (System.nanoTime() > deadline) {
                fail("only %s of %s are gone", gone, objects.size());
            }
        }
    }

    /** A method of its own, since the interpreter keeps the variables of a loop that is over. */
    private static void watch(
            Iterable<Shelf> shelves, List<PhantomReference<Object>> watched, ReferenceQueue<Object> queue) {
        for (Shelf shelf : shelves) {
            assertThat(shelf.names).hasSize(3);
            watched.add(new PhantomReference<>(shelf, queue));
        }
    }

    @Test
    void ghostsThatNobodyHas_vanish() throws Exception {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        List<PhantomReference<Object>> watched = new ArrayList<>();
        try (OdbConnection c = database.connect()) {
            watch(library(c).shelves, watched, queue);
            // the list of all of them becomes a ghost
            library(c).people.forEach(Person::age);
            awaitGone(watched, queue, COUNT - 20);
            assertThat(library(c).shelves.get(0).names).hasSize(3);
        }
    }

    @Test
    void circleThatNobodyHas_vanishes() throws Exception {
        database.transact(c -> {
            List<Person> people = library(c).people;
            for (int i = 0; i < COUNT; i++) {
                people.get(i).friend = people.get((i + 1) % COUNT);
            }
            return null;
        });
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        List<PhantomReference<Object>> watched = new ArrayList<>();
        try (OdbConnection c = database.connect()) {
            Person each = library(c).people.get(0);
            for (int i = 0; i < COUNT; i++, each = each.friend) {
                watched.add(new PhantomReference<>(each, queue));
            }
            each = null;
            library(c).shelves.forEach(shelf -> assertThat(shelf.number).isNotNegative());
            awaitGone(watched, queue, COUNT - 20);
        }
    }

    @Test
    void stateThatOnlyAKeptListHeld_goesWithTheList() throws Exception {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        try (OdbConnection c = database.connect()) {
            List<String> names = library(c).shelves.get(3).names;
            PhantomReference<Object> shelf =
                    new PhantomReference<>(library(c).shelves.get(3), queue);
            WeakReference<Object> list = new WeakReference<>(names);
            library(c).people.forEach(Person::age);
            library(c).grids.forEach(grid -> assertThat(grid.number).isNotNegative());
            System.gc();
            assertThat(list.get()).isSameAs(names);
            names.add("d");
            c.commit();
            names = null;
            library(c).people.forEach(Person::age);
            library(c).grids.forEach(grid -> assertThat(grid.number).isNotNegative());
            awaitGone(List.of(shelf), queue, 1);
            assertThat(library(c).shelves.get(3).names).containsExactly("a", "b", "c", "d");
        }
    }
}
