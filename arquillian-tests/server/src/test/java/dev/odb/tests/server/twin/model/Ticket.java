package dev.odb.tests.server.twin.model;

import dev.odb.Persistent;

/** The older version. */
@Persistent
public class Ticket {
    private String title;

    public Ticket(String title) {
        this.title = title;
    }

    public void retitle(String to) {
        title = to;
    }

    /** What every version has. */
    public void rate(int stars) {
        throw new UnsupportedOperationException("this version has no stars for " + title + " but got " + stars);
    }

    @Override
    public String toString() {
        return title;
    }
}
