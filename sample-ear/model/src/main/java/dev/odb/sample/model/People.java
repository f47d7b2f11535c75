package dev.odb.sample.model;

import dev.odb.BTreeMap;
import dev.odb.Persistent;
import java.util.Optional;

/** Those who are told of changes, by name. */
@Persistent
public class People {
    private BTreeMap<String, Person> byName = new BTreeMap<>();

    /** The person of that name, if there was something to remember of one. */
    public Optional<Person> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The person of that name, who may be new. */
    public Person person(String name) {
        return find(name).orElseGet(() -> {
            Person person = new Person(name);
            byName.put(name, person);
            return person;
        });
    }
}
