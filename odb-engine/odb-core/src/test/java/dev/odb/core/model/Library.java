package dev.odb.core.model;

import dev.odb.Persistent;
import dev.odb.PersistentList;
import java.util.ArrayList;
import java.util.List;

/** Many objects of three kinds. */
@Persistent
public class Library {
    public final PersistentList<Person> people = new PersistentList<>();
    public final PersistentList<Grid> grids = new PersistentList<>();
    public final PersistentList<Shelf> shelves = new PersistentList<>();

    /** With that many of each. */
    public static Library of(int count) {
        Library library = new Library();
        for (int i = 0; i < count; i++) {
            library.people.add(new Person("person " + i, i));
            library.grids.add(new Grid(i));
            Shelf shelf = new Shelf(i);
            shelf.names.addAll(List.of("a", "b", "c"));
            shelf.rows.put("x", new ArrayList<>(List.of(1, 2)));
            library.shelves.add(shelf);
        }
        return library;
    }
}
