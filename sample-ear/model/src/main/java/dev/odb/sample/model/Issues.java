package dev.odb.sample.model;

import dev.odb.BTreeMap;
import dev.odb.Counter;
import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All issues, sorted by key, and the index of their words. Made for many writers: adding different issues merges, and
 * the counts are counters, since everybody changes them.
 */
@Persistent
public class Issues {
    private BTreeMap<String, Issue> byKey = new BTreeMap<>();
    private TextIndex index = new TextIndex();
    private Counter issueCount = new Counter();
    private Counter commentCount = new Counter();
    private long lastNumber;

    /**
     * Adds an issue with the comments it has.
     *
     * @throws DuplicateKeyException if there is one with its key
     */
    public void add(Issue issue) {
        String entry = IssueKey.sortable(issue.key());
        if (byKey.containsKey(entry)) {
            throw new DuplicateKeyException(issue.key());
        }
        byKey.put(entry, issue);
        issue.addedTo(this);
        index.add(entry, issue.words());
        issueCount.add(1);
        commentCount.add(issue.commentCount());
    }

    /** A key that no issue has yet. */
    public String nextKey(String project) {
        String key;
        do {
            key = project + '-' + ++lastNumber;
        } while (get(key).isPresent());
        return key;
    }

    /** The issue of that key. */
    public Optional<Issue> get(String key) {
        return IssueKey.isKey(key) ? Optional.ofNullable(byKey.get(IssueKey.sortable(key))) : Optional.empty();
    }

    /** Issues in the order of their keys. */
    public Page<Issue> page(int offset, int limit) {
        List<Issue> items = new ArrayList<>();
        Iterator<Issue> all = byKey.values().iterator();
        for (int at = 0; at < (long) offset + limit && all.hasNext(); at++) {
            Issue issue = all.next();
            if (at >= offset) {
                items.add(issue);
            }
        }
        return new Page<>(size(), offset, items);
    }

    /**
     * The issues whose title, text and comments contain all the words of a text, in the order of their keys; all issues
     * if it has no word.
     */
    public Page<Issue> search(String text, int offset, int limit) {
        Set<String> words = Words.of(text);
        if (words.isEmpty()) {
            return page(offset, limit);
        }
        List<String> found = index.search(words);
        List<Issue> items =
                found.stream().skip(offset).limit(limit).map(byKey::get).toList();
        return new Page<>(found.size(), offset, items);
    }

    /** How many issues there are. */
    public long size() {
        return issueCount.get();
    }

    /** How many comments they have, at all depths. */
    public long commentCount() {
        return commentCount.get();
    }

    void commented(Issue issue, Comment comment) {
        commentCount.add(1);
        index.add(IssueKey.sortable(issue.key()), Words.of(comment.text()));
    }

    void reindex(Issue issue, Set<String> before) {
        Set<String> after = issue.words();
        String entry = IssueKey.sortable(issue.key());
        index.remove(entry, minus(before, after));
        index.add(entry, minus(after, before));
    }

    private static Set<String> minus(Set<String> all, Set<String> some) {
        return all.stream().filter(word -> !some.contains(word)).collect(Collectors.toSet());
    }
}
