package dev.odb.benchmarks.contestants;

import dev.odb.BTreeMap;
import dev.odb.Counter;
import dev.odb.Persistent;
import dev.odb.benchmarks.IssueText;

/** The root of ODB's issues. */
@Persistent
public class Tracker {
    final BTreeMap<Integer, Issue> issues = new BTreeMap<>();
    final Counter counter = new Counter();
    private final BTreeMap<Integer, Author> authors = new BTreeMap<>();

    public Tracker() {
        for (int i = 0; i < IssueText.AUTHORS; i++) {
            authors.put(i, new Author(IssueText.authorName(i)));
        }
    }

    public void add(IssueText text) {
        issues.put(text.id(), new Issue(text, authors.get(text.author())));
    }

    public Issue issue(int number) {
        return issues.get(number);
    }
}
