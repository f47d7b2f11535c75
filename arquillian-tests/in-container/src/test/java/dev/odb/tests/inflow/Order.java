package dev.odb.tests.inflow;

import dev.odb.Persistent;

/** A task: to add its number to the line of its key, and perhaps to meet with something on the way. */
@Persistent
public class Order {
    private final String key;
    private final int number;
    private final String trouble;

    public Order(String key, int number, String trouble) {
        this.key = key;
        this.number = number;
        this.trouble = trouble;
    }

    public String key() {
        return key;
    }

    public int number() {
        return number;
    }

    /** Empty for none. */
    public String trouble() {
        return trouble;
    }
}
