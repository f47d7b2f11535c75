package dev.odb.tests.plain;

import dev.odb.Persistent;

/** Marked as persistent, in a module whose build forgets the enhancer. */
@Persistent
public class Forgotten {
    private String text = "forgotten";

    @Override
    public String toString() {
        return text;
    }
}
