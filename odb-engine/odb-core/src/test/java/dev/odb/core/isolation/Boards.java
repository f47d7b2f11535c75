package dev.odb.core.isolation;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The boards of a database, one for each round, so that lists stay short and histories small. */
final class Boards {
    private static final int LISTS = 3;

    private final ObjectDatabase database;
    private int rounds;

    Boards(ObjectDatabase database) {
        this.database = database;
    }

    /** Makes the next board and gives the name of its root. The one before is garbage from here on. */
    String next() {
        String before = root();
        rounds++;
        return database.transact(c -> {
            c.roots().remove(before);
            c.roots().put(root(), new Board(LISTS));
            return root();
        });
    }

    private String root() {
        return "board-" + rounds;
    }

    private Board board(OdbConnection connection) {
        return connection.root(root(), Board.class);
    }

    /** The oids of the last board's lists. */
    Set<Long> lists() {
        return database.transact(c -> {
            Set<Long> oids = new TreeSet<>();
            for (int i = 0; i < board(c).lists(); i++) {
                oids.add(c.oid(board(c).holder(i)));
            }
            return oids;
        });
    }

    /** The oid of the last board's total. */
    long total() {
        return database.transact(c -> c.oid(board(c).total));
    }

    /** The last board as it is now. */
    History.State state() {
        return stateIn(database);
    }

    /** The last board in the same database, opened again. */
    History.State stateIn(ObjectDatabase reopened) {
        return stateOf(root(), reopened);
    }

    /** One of the boards. */
    static History.State stateOf(String root, ObjectDatabase database) {
        return database.transact(c -> {
            Board board = c.root(root, Board.class);
            List<List<Long>> lists = new ArrayList<>();
            for (int i = 0; i < board.lists(); i++) {
                lists.add(List.copyOf(board.list(i)));
            }
            Set<Long> keys = new TreeSet<>(board.map.keySet());
            return new History.State(lists, keys, board.census.get(), board.total.get());
        });
    }
}
