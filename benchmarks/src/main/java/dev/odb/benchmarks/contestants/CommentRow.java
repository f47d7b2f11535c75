package dev.odb.benchmarks.contestants;

import dev.odb.benchmarks.IssueText;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** A comment as a Hibernate application maps it. */
@Entity
@Table(indexes = @Index(columnList = "issue_id"))
public class CommentRow {
    @Id
    private long id;

    @ManyToOne(fetch = FetchType.LAZY)
    private IssueRow issue;

    @Column(length = 4000)
    private String text;

    protected CommentRow() {}

    CommentRow(IssueRow issue, int number, String text) {
        id = (long) IssueText.OBJECTS * issue.id() + number;
        this.issue = issue;
        this.text = text;
    }

    IssueRow issue() {
        return issue;
    }

    String text() {
        return text;
    }
}
