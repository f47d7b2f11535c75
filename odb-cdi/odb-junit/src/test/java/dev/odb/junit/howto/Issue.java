package dev.odb.junit.howto;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;

/** An issue with its comments. */
@Persistent
public class Issue {
    private String key;
    private List<String> comments = new ArrayList<>();

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
}
