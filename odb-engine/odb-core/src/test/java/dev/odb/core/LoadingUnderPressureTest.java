package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.BTreeMap;
import dev.odb.ConcurrentUseException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.core.model.Chatty;
import dev.odb.core.model.Departing;
import dev.odb.core.model.Word;
import dev.odb.core.model.Words;
import java.util.Iterator;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects lose their state in the middle of everything when there is room for hardly any. */
class LoadingUnderPressureTest {
    private Engine database;

    private void open(int objects) {
        String url = "odb:memory:" + UUID.randomUUID();
        database = Engine.open(OdbConfiguration.of(url).withMaxObjects(objects));
    }

    @AfterEach
    void close() {
        Chatty.failing = false;
        database.close();
    }

    /**
     * CONFORMANCE 88, in our form: code of the application that runs when state comes touches more objects than there is
     * room for; it ends, and each object it is run for keeps its state meanwhile.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 1000})
    void onLoadThatTouchesMoreThanTheBound_ends(int bound) {
        open(bound);
        database.transact(c -> {
            Chatty first = c.root("first", Chatty.class, () -> new Chatty(1));
            for (int i = 2; i <= 100; i++) {
                Chatty before = new Chatty(i);
                before.next = first.next;
                first.next = before;
            }
            return null;
        });
        database.transact(c -> {
            Chatty first = c.root("first", Chatty.class);
            assertThat(first.sum).isEqualTo(5050);
            int count = 0;
            for (Chatty each = first; each != null; each = each.next) {
                count++;
                assertThat(each.sum).isPositive();
            }
            assertThat(count).isEqualTo(100);
            return null;
        });
    }

    /**
     * CONFORMANCE 88: finalizers that touch the state of their objects, and change it, come to an end. They are a second
     * thread, so one of the two gets an error if they meet; objects are what they were.
     */
    @Test
    void finalizersThatTouchState_end() {
        open(5);
        database.transact(c -> {
            Departing first = c.root("departing", Departing.class, () -> new Departing(0, null));
            for (int i = 200; i > 0; i--) {
                first.next = new Departing(i, first.next);
            }
            return null;
        });
        int before = Departing.GONE.get();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        do {
            assertThat(System.nanoTime()).as("finalizers have run").isLessThan(deadline);
            try (OdbConnection c = database.connect()) {
                walkDeparting(c);
                System.gc();
                System.runFinalization();
                walkDeparting(c);
            } catch (ConcurrentUseException e) {
                // a finalizer was inside: it is a second thread
                assertThat(e).hasMessageContaining("Finalizer");
            }
        } while (Departing.GONE.get() < before + 500);
        try (OdbConnection c = database.connect()) {
            assertThat(c.root("departing", Departing.class).next.number).isEqualTo(1);
        }
    }

    private static void walkDeparting(OdbConnection c) {
        Departing each = c.root("departing", Departing.class);
        for (int i = 0; each != null; i++) {
            assertThat(each.number).isEqualTo(i);
            each = each.next;
        }
    }

    /** An object that its own loading had changed was stored with zeros in all fields. */
    @Test
    void objectWhoseLoadingFails_isNotWritten() {
        open(10);
        database.transact(c -> c.root("first", Chatty.class, () -> new Chatty(7)));
        try (OdbConnection c = database.connect()) {
            Chatty.failing = true;
            assertThatThrownBy(() -> System.err.println(c.root("first", Chatty.class).number))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("failing");
            c.commit();
            Chatty.failing = false;
            assertThat(c.root("first", Chatty.class).number).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void setsOfPersistentKeysWithEquals_areFilledAndChanged(int bound) {
        open(bound);
        database.transact(c -> {
            Words words = c.root("words", Words.class, Words::new);
            for (int i = 0; i < 40; i++) {
                words.set.add(new Word("word " + i));
                words.map.put(new Word("key " + i), i);
                words.tree.put(i, new Word("leaf " + i));
            }
            return null;
        });
        try (OdbConnection c = database.connect()) {
            Words words = c.root("words", Words.class);
            Set<Word> set = words.set;
            Iterator<Word> iterator = set.iterator();
            assertThat(iterator.next().text).startsWith("word");
            assertThat(words.map.get(new Word("key 17"))).isEqualTo(17);
            iterator.remove();
            assertThat(words.map.keySet().removeIf(word -> word.text.endsWith("1")))
                    .isTrue();
            assertThat(set).hasSize(39).doesNotContain(new Word("word 40"));
            assertThat(words.set).isSameAs(set);
            c.commit();
            BTreeMap<Integer, Word> tree = words.tree;
            Iterator<Word> leaves = tree.values().iterator();
            for (int i = 0; i < 40; i++) {
                assertThat(leaves.next().text).isEqualTo("leaf " + i);
                leaves.remove();
            }
            c.commit();
        }
        database.transact(c -> {
            Words words = c.root("words", Words.class);
            assertThat(words.set).hasSize(39);
            assertThat(words.map).hasSize(36).doesNotContainKey(new Word("key 11"));
            assertThat(words.tree.isEmpty()).isTrue();
            return null;
        });
    }
}
