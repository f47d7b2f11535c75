package dev.odb.core.model;

import dev.odb.Persistent;

/** Has a constructor with a side effect, which must never run on load. */
@Persistent
public class Person {
    public static int made;

    private final String name;
    private int age;
    public Person friend;

    public Person(String name, int age) {
        made++;
        this.name = name;
        this.age = age;
    }

    public String name() {
        return name;
    }

    public int age() {
        return age;
    }

    public void age(int age) {
        this.age = age;
    }
}
