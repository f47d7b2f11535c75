package dev.odb.core.objects;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;

/** A bean, as frameworks for JSON like them. */
@Persistent
public class Person {
    private String name;
    private int age;
    private boolean happy;
    private final List<Person> children = new ArrayList<>();
    private List<String> tags = new ArrayList<>();
    private transient String note = "note";

    public Person() {}

    public Person(String name, int age) {
        this.name = name;
        this.age = age;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public int getAge() {
        return age;
    }

    public void setAge(int age) {
        this.age = age;
    }

    public boolean isHappy() {
        return happy;
    }

    public void setHappy(boolean happy) {
        this.happy = happy;
    }

    public List<Person> getChildren() {
        return children;
    }

    public List<String> getTags() {
        return tags;
    }

    public void setTags(List<String> tags) {
        this.tags = tags;
    }

    String note() {
        return note;
    }
}
