package dev.odb.benchmarks.contestants;

import dev.odb.benchmarks.IssueText;
import java.util.ArrayList;
import java.util.List;

/** An issue as a plain object, for plain Java and for EclipseStore. */
public class PlainIssue {
    private final String title;
    private final String body;
    private final PlainAuthor author;
    private final List<PlainComment> comments = new ArrayList<>(3);
    private int status;

    PlainIssue(IssueText text, PlainAuthor author) {
        title = text.title();
        body = text.body();
        this.author = author;
        for (String comment : text.comments()) {
            comments.add(new PlainComment(comment));
        }
    }

    void status(int status) {
        this.status = status;
    }

    int touch() {
        int touched = title.length() + status + author.name.length();
        for (PlainComment comment : comments) {
            touched += comment.text.length();
        }
        return touched;
    }

    long checksum() {
        long sum = IssueText.checksum(title, body, author.name);
        for (PlainComment comment : comments) {
            sum += IssueText.checksum(comment.text);
        }
        return sum;
    }

    /** A comment. */
    static class PlainComment {
        final String text;

        PlainComment(String text) {
            this.text = text;
        }
    }

    /** An author. */
    static class PlainAuthor {
        final String name;

        PlainAuthor(String name) {
            this.name = name;
        }
    }
}
