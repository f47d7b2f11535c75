package dev.odb.core.model;

import dev.odb.OnLoad;
import dev.odb.Persistent;

/** Touches its neighbour whenever it is loaded, and itself before and after; can be told to fail. */
@Persistent
public class Chatty {
    public static boolean failing;

    public int number;
    public Chatty next;
    public transient int sum;

    public Chatty(int number) {
        this.number = number;
    }

    @OnLoad
    void talk() {
        int before = number;
        sum = before + (next == null ? 0 : next.sum);
        if (before != number) {
            throw new IllegalStateException("not the same any more");
        }
        if (failing) {
            number = -1;
            throw new IllegalStateException("failing");
        }
    }
}
