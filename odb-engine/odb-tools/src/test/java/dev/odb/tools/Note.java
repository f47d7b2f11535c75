package dev.odb.tools;

import dev.odb.Persistent;

/** An object to look at. */
@Persistent
public class Note {
    private String text;
    private Note next;

    /** With a text. */
    public Note(String text) {
        this.text = text;
    }

    /** Another text. */
    public void text(String value) {
        text = value;
    }

    /** The text. */
    public String text() {
        return text;
    }

    /** Another one behind it. */
    public void next(Note note) {
        next = note;
    }

    /** The one behind it, or null. */
    public Note next() {
        return next;
    }
}
