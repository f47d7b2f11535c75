package dev.odb.tests.server.busy;

import dev.odb.OnLoad;
import dev.odb.Persistent;
import java.time.Instant;

/** A persistent object. */
@Persistent
public class Note {
    private String text;
    private Instant at;
    private Mood mood;
    private transient int length;

    Note(String text, Instant at, Mood mood) {
        this.text = text;
        this.at = at;
        this.mood = mood;
    }

    @OnLoad
    void loaded() {
        length = text.length();
    }

    String text() {
        return text.substring(0, Math.max(length, text.length()));
    }

    Instant at() {
        return at;
    }

    Mood mood() {
        return mood;
    }
}
