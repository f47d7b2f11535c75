package dev.odb.tests.model;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;

/** Its comments are in its own record, so two transactions that comment on one issue conflict. */
@Persistent
public class Issue {
    private String key;
    private List<String> comments = new ArrayList<>();
    private Object attachment;

    public Issue(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }

    public void comment(String text) {
        comments.add(text);
    }

    public List<String> comments() {
        return comments;
    }

    public void attach(Object value) {
        attachment = value;
    }

    public Object attachment() {
        return attachment;
    }
}
