package dev.odb.cdi.model;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;

/** A root with notes; every note changes the one object, so that concurrent transactions collide. */
@Persistent
public class Board implements Notes, Comparable<Board> {
    private String title = "board";
    private List<String> notes = new ArrayList<>();
    private Object friend;

    @Override
    public void add(String note) {
        notes.add(note);
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    public String title() {
        return title;
    }

    public void title(String title) {
        this.title = title;
    }

    @Override
    public int compareTo(Board other) {
        return title.compareTo(other.title);
    }

    public Object friend() {
        return friend;
    }

    public void friend(Object friend) {
        this.friend = friend;
    }
}
