package dev.odb.benchmarks.contestants;

import dev.odb.benchmarks.IssueText;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;

/** An issue as a Hibernate application maps it. */
@Entity
public class IssueRow {
    @Id
    private int id;

    private String title;

    @Column(length = 4000)
    private String body;

    private int status;

    @ManyToOne(fetch = FetchType.LAZY)
    private AuthorRow author;

    @OneToMany(mappedBy = "issue", cascade = CascadeType.ALL)
    private List<CommentRow> comments = new ArrayList<>();

    protected IssueRow() {}

    public IssueRow(IssueText text, AuthorRow author) {
        id = text.id();
        title = text.title();
        body = text.body();
        this.author = author;
        for (String comment : text.comments()) {
            comments.add(new CommentRow(this, comments.size(), comment));
        }
    }

    int id() {
        return id;
    }

    public void status(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    int touch() {
        int touched = title.length() + status + author.name().length();
        for (CommentRow comment : comments) {
            touched += comment.text().length();
        }
        return touched;
    }

    public long checksum() {
        long sum = IssueText.checksum(title, body, author.name());
        for (CommentRow comment : comments) {
            sum += IssueText.checksum(comment.text());
        }
        return sum;
    }
}
