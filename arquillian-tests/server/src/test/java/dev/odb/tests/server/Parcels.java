package dev.odb.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.StoredTransaction;
import dev.odb.core.Engine;
import dev.odb.tests.server.deliver.Depot;
import dev.odb.tests.server.deliver.DepotBook;
import dev.odb.tests.server.deliver.Shelf;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What servers with the application {@code deliver} have left in their database. */
final class Parcels {
    private Parcels() {}

    /** Each of these is on a shelf once, those with a key in the order in which they were sent. */
    static void requirePutOnce(Engine engine, List<Integer> all) {
        List<Integer> put = engine.transact(connection -> connection.root("depot", Depot.class).shelves().stream()
                .flatMap(shelf -> shelf.numbers().stream())
                .toList());
        assertThat(put).containsExactlyInAnyOrderElementsOf(all);
        Map<Integer, List<Integer>> byShelf =
                put.stream().filter(number -> number % 2 == 0).collect(Collectors.groupingBy(number -> number % 8));
        assertThat(byShelf.values())
                .allSatisfy(numbers -> assertThat(numbers).isSortedAccordingTo(Comparator.naturalOrder()));
    }

    /** The processes of the servers that have put something. */
    static Set<Long> workers(Engine engine) {
        return engine.transact(connection -> connection.root("depot", Depot.class).shelves().stream()
                .flatMap(shelf -> shelf.processes().stream())
                .collect(Collectors.toSet()));
    }

    /** Up to its position the listener has entered every transaction that put something on a shelf, once and in order. */
    static void requireHeardOnce(Engine engine, int atLeast) {
        List<Long> heard = engine.transact(connection -> List.copyOf(DepotBook.of(connection)));
        assertThat(heard).isSortedAccordingTo(Comparator.naturalOrder()).doesNotHaveDuplicates();
        long position = engine.subscriptions().get(0).position();
        try (Stream<StoredTransaction> transactions = engine.transactions(1, position)) {
            List<Long> put = transactions
                    .filter(each -> each.revisions().stream()
                            .anyMatch(revision -> revision.className().equals(Shelf.class.getName())))
                    .map(each -> each.info().tid())
                    .toList();
            assertThat(put).hasSizeGreaterThan(atLeast);
            assertThat(new HashSet<>(heard).containsAll(put)).isTrue();
        }
    }

    /** The process of the server that has heard the last change. */
    static long hearer(Engine engine) {
        return engine.transact(connection -> {
            List<Long> hearers = DepotBook.hearers(connection);
            return hearers.get(hearers.size() - 1);
        });
    }
}
