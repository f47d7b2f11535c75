package dev.odb.benchmarks.small;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;

/** What the benchmarks read and write: a number, texts, references. */
@Persistent
class Note {
    private int number;
    private String title;
    private String body;
    private Note parent;
    private final List<Note> links = new ArrayList<>();

    Note(int number, Note parent) {
        this.number = number;
        this.title = "a title of about forty characters " + number;
        this.body = "text ".repeat(40);
        this.parent = parent;
    }

    void link(Note note) {
        links.add(note);
    }

    int touch() {
        return number + title.length() + body.length() + links.size();
    }

    boolean sameTexts(Note other) {
        return title.equals(other.title) && body.equals(other.body) && number == other.number;
    }

    Note parent() {
        return parent;
    }
}
