package dev.odb.sample.model;

import dev.odb.Persistent;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** A text by somebody, which others may comment, and these comments too. */
@Persistent
public class Comment {
    /** Who does not say a name. */
    public static final String NOBODY = "anonymous";

    private static final int DEEPEST = 50;

    private Comment parent;
    private int number;
    private String author;
    private OffsetDateTime at;
    private String text;
    private String commit;
    private List<Comment> comments = new ArrayList<>();

    /** The text of an issue, which has no parent. */
    Comment(String author, OffsetDateTime at, String text) {
        this.author = author == null || author.isBlank() ? NOBODY : author.strip();
        this.at = at;
        this.text = text == null ? "" : text;
    }

    private Comment(Comment parent, int number, String author, OffsetDateTime at, String text, String commit) {
        this(author, at, text);
        this.parent = parent;
        this.number = number;
        this.commit = commit;
    }

    /**
     * Comments this.
     *
     * @param commit the id of a commit it belongs to, or null
     * @throws InvalidIssueException if replies nest too deeply
     */
    public Comment comment(String author, OffsetDateTime at, String text, String commit) {
        if (depth() >= DEEPEST) {
            throw new InvalidIssueException(
                    "parent", "Replies nest " + DEEPEST + " deep here; reply to an earlier comment instead.");
        }
        Comment comment = new Comment(this, comments.size() + 1, author, at, text, commit);
        comments.add(comment);
        issue().commented(comment);
        return comment;
    }

    /** Replaces the text. */
    public void edit(String newText) {
        Issue issue = issue();
        Set<String> before = issue.words();
        text = newText;
        issue.reindex(before);
    }

    /** The issue this belongs to, at whatever depth. */
    public Issue issue() {
        return parent.issue();
    }

    /** Where it stands in its issue: {@code 2.1} is the first reply to the second comment; empty for the issue. */
    public String id() {
        String above = parent.id();
        return above.isEmpty() ? Integer.toString(number) : above + '.' + number;
    }

    int depth() {
        return parent.depth() + 1;
    }

    void collectWords(Set<String> words) {
        Words.collect(text, words);
        for (Comment comment : comments) {
            comment.collectWords(words);
        }
    }

    void setText(String newText) {
        text = newText;
    }

    /** Who wrote it. */
    public String author() {
        return author;
    }

    /** When it was written. */
    public OffsetDateTime at() {
        return at;
    }

    /** What was written. */
    public String text() {
        return text;
    }

    /** The id of the commit it belongs to, or null. */
    public String commit() {
        return commit;
    }

    /** The comments on this, oldest first; unmodifiable. */
    public List<Comment> comments() {
        return Collections.unmodifiableList(comments);
    }
}
