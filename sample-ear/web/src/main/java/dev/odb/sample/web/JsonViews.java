package dev.odb.sample.web;

import dev.odb.sample.model.Details;
import dev.odb.sample.model.Page;
import dev.odb.sample.service.CommentView;
import dev.odb.sample.service.IssueLine;
import dev.odb.sample.service.IssueView;
import dev.odb.sample.service.Written;
import dev.odb.sample.upload.UploadView;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;

/** Views as JSON. 64-bit ids are texts, since a script's numbers have 53 bits. */
final class JsonViews {
    private JsonViews() {}

    static JsonObject of(Page<IssueLine> page) {
        JsonArrayBuilder lines = Json.createArrayBuilder();
        for (IssueLine line : page.items()) {
            lines.add(Json.createObjectBuilder()
                    .add("key", line.key())
                    .add("title", line.title())
                    .add("type", line.type())
                    .add("fixVersion", orNull(line.fixVersion()))
                    .add("comments", line.comments()));
        }
        return Json.createObjectBuilder()
                .add("total", page.total())
                .add("offset", page.offset())
                .add("issues", lines)
                .build();
    }

    static JsonObject of(IssueView issue) {
        return details(issue.key(), issue.details())
                .add("author", issue.author())
                .add("at", issue.at())
                .add("oid", Long.toString(issue.oid()))
                .add("serial", Long.toString(issue.serial()))
                .add("commentCount", issue.commentCount())
                .add("watchers", Json.createArrayBuilder(issue.watchers()))
                .add("comments", comments(issue.comments()))
                .build();
    }

    static JsonObjectBuilder details(String key, Details details) {
        return Json.createObjectBuilder()
                .add("key", key)
                .add("title", details.title())
                .add("type", details.type())
                .add("text", details.text())
                .add("fixVersion", orNull(details.fixVersion()))
                .add("releaseDate", orNull(details.releaseDate()));
    }

    private static JsonArrayBuilder comments(List<CommentView> comments) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (CommentView comment : comments) {
            all.add(Json.createObjectBuilder()
                    .add("id", comment.id())
                    .add("author", comment.author())
                    .add("at", comment.at())
                    .add("text", comment.text())
                    .add("commit", orNull(comment.commit()))
                    .add("comments", comments(comment.comments())));
        }
        return all;
    }

    static JsonObject of(Written written) {
        return Json.createObjectBuilder()
                .add("key", written.key())
                .add("comment", orNull(written.comment()))
                .add("replays", written.replays())
                .build();
    }

    static JsonObject of(UploadView upload, long redelivered) {
        JsonArrayBuilder problems = Json.createArrayBuilder();
        upload.problems()
                .forEach((line, reason) -> problems.add(
                        Json.createObjectBuilder().add("line", line).add("reason", reason)));
        return Json.createObjectBuilder()
                .add("id", upload.id())
                .add("name", upload.name())
                .add("length", upload.length())
                .add("startedAt", upload.startedAt())
                .add("position", upload.position())
                .add("lines", upload.lines())
                .add("complete", upload.complete())
                .add("queued", upload.queued())
                .add("imported", upload.imported())
                .add("duplicates", upload.duplicates())
                .add("bad", upload.bad())
                .add("redelivered", redelivered)
                .add("problems", problems)
                .build();
    }

    static JsonObject error(String error, String message) {
        return Json.createObjectBuilder()
                .add("error", error)
                .add("message", message)
                .build();
    }

    static JsonValue orNull(String text) {
        return text == null ? JsonValue.NULL : Json.createValue(text);
    }
}
