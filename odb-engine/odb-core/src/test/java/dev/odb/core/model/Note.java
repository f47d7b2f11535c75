package dev.odb.core.model;

import dev.odb.Persistent;

/** A text of its own, so that replacing it leaves garbage. */
@Persistent
public class Note {
    public String text;

    public Note(String text) {
        this.text = text;
    }
}
