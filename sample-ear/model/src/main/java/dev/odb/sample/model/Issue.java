package dev.odb.sample.model;

import dev.odb.Persistent;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** An issue: a text with a title and more, its comments below. Once it was added to {@link Issues} it is indexed. */
@Persistent
public class Issue extends Comment {
    private String key;
    private String title;
    private String type;
    private String fixVersion;
    private String releaseDate;
    private int commentCount;
    private Issues issues;
    private Set<String> watchers = new TreeSet<>();

    /** An issue that is not in {@link Issues} yet. */
    public Issue(String key, Details details, String author, OffsetDateTime at) {
        super(author, at, details.text());
        this.key = key;
        set(details);
        watch(author());
    }

    /** Takes new details. */
    public void edit(Details details) {
        Set<String> before = words();
        setText(details.text());
        set(details);
        reindex(before);
    }

    private void set(Details details) {
        title = details.title();
        type = details.type();
        fixVersion = details.fixVersion();
        releaseDate = details.releaseDate();
    }

    /**
     * The comment of that id, or the issue itself for an empty one.
     *
     * @throws InvalidIssueException if there is none
     */
    public Comment find(String id) {
        Comment found = this;
        if (!id.isEmpty()) {
            for (String step : id.split("\\.", -1)) {
                found = step(found, step, id);
            }
        }
        return found;
    }

    private Comment step(Comment from, String step, String id) {
        boolean isNumber = step.matches("[1-9][0-9]{0,8}");
        if (!isNumber || Integer.parseInt(step) > from.comments().size()) {
            throw new InvalidIssueException("parent", "Issue " + key + " has no comment '" + id + "'.");
        }
        return from.comments().get(Integer.parseInt(step) - 1);
    }

    void addedTo(Issues owner) {
        issues = owner;
    }

    /** Also changes this object, so that whatever changes the words of one issue is in conflict with each other. */
    void commented(Comment comment) {
        commentCount++;
        watch(comment.author());
        if (issues != null) {
            issues.commented(this, comment);
        }
    }

    /** From now on that person is told of changes; who writes is without asking. Nobody is told who has no name. */
    public void watch(String person) {
        if (!NOBODY.equals(person)) {
            watchers.add(person);
        }
    }

    /** That person is told no more. */
    public void unwatch(String person) {
        watchers.remove(person);
    }

    /** Those who are told of changes; unmodifiable. */
    public Set<String> watchers() {
        return Collections.unmodifiableSet(watchers);
    }

    void reindex(Set<String> before) {
        if (issues != null) {
            issues.reindex(this, before);
        }
    }

    Set<String> words() {
        Set<String> words = new TreeSet<>();
        Words.collect(title, words);
        collectWords(words);
        return words;
    }

    @Override
    public Issue issue() {
        return this;
    }

    @Override
    public String id() {
        return "";
    }

    @Override
    int depth() {
        return 0;
    }

    /** For example {@code HHH-123}; never changes. */
    public String key() {
        return key;
    }

    /** What it is about. */
    public String title() {
        return title;
    }

    /** For example {@code Bug}. */
    public String type() {
        return type;
    }

    /** Or null. */
    public String fixVersion() {
        return fixVersion;
    }

    /** As it was written, or null. */
    public String releaseDate() {
        return releaseDate;
    }

    /** Comments at all depths. */
    public int commentCount() {
        return commentCount;
    }
}
