package dev.odb.benchmarks.contestants;

import dev.odb.Persistent;
import dev.odb.benchmarks.IssueText;
import java.util.ArrayList;
import java.util.List;

/** An issue as an ODB application writes it. */
@Persistent
public class Issue {
    private final int id;
    private final String title;
    private final String body;
    private int status;
    private final Author author;
    private final List<Comment> comments = new ArrayList<>(3);

    public Issue(IssueText text, Author author) {
        id = text.id();
        title = text.title();
        body = text.body();
        this.author = author;
        for (String comment : text.comments()) {
            comments.add(new Comment(comment));
        }
    }

    public void status(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    int touch() {
        int touched = title.length() + status + author.name().length();
        for (Comment comment : comments) {
            touched += comment.text().length();
        }
        return touched;
    }

    public long checksum() {
        long sum = IssueText.checksum(title, body, author.name());
        for (Comment comment : comments) {
            sum += IssueText.checksum(comment.text());
        }
        return sum;
    }

    int id() {
        return id;
    }
}
