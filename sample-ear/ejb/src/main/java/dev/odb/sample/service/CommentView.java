package dev.odb.sample.service;

import dev.odb.sample.model.Comment;
import java.util.List;

/** A comment as it is shown, with those below it; see {@link Comment} for the parts. */
public record CommentView(String id, String author, String at, String text, String commit, List<CommentView> comments) {
    static CommentView of(Comment comment) {
        return new CommentView(
                comment.id(),
                comment.author(),
                comment.at().toString(),
                comment.text(),
                comment.commit(),
                all(comment.comments()));
    }

    static List<CommentView> all(List<Comment> comments) {
        return comments.stream().map(CommentView::of).toList();
    }
}
