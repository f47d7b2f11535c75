package dev.odb.benchmarks.contestants;

import dev.odb.benchmarks.IssueText;
import dev.odb.benchmarks.contestants.PlainIssue.PlainAuthor;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** All issues as plain objects. */
public class PlainTracker {
    final TreeMap<Integer, PlainIssue> issues = new TreeMap<>();
    private final List<PlainAuthor> authors = new ArrayList<>();
    long counter;

    PlainTracker() {
        for (int i = 0; i < IssueText.AUTHORS; i++) {
            authors.add(new PlainAuthor(IssueText.authorName(i)));
        }
    }

    PlainIssue add(IssueText text) {
        PlainIssue issue = new PlainIssue(text, authors.get(text.author()));
        issues.put(text.id(), issue);
        return issue;
    }

    long hotPass() {
        long count = 0;
        long touched = 0;
        for (PlainIssue issue : issues.values()) {
            touched += issue.touch();
            count++;
        }
        return touched == 0 ? 0 : count;
    }
}
