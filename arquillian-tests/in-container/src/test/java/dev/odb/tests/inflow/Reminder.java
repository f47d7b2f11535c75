package dev.odb.tests.inflow;

import dev.odb.Persistent;

@Persistent
public class Reminder {
    private final String issue;
    private final String text;

    public Reminder(String issue, String text) {
        this.issue = issue;
        this.text = text;
    }

    public String issue() {
        return issue;
    }

    public String text() {
        return text;
    }
}
