package dev.odb.core.model;

import dev.odb.PersistentMap;

/** A value whose accessors change objects, which is when it is written. */
public record Meddler(Person person, PersistentMap<String, Person> people) {
    @Override
    public Person person() {
        if (person.age() < 100) {
            person.age(100);
        }
        return person;
    }

    @Override
    public PersistentMap<String, Person> people() {
        if (!people.containsKey("made")) {
            people.put("made", new Person("made", 17));
        }
        return people;
    }
}
