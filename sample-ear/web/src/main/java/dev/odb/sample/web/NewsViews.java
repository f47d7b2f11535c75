package dev.odb.sample.web;

import dev.odb.sample.news.ActivityView;
import dev.odb.sample.news.InboxView;
import dev.odb.sample.news.MessageView;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** Activities and inboxes as JSON. */
final class NewsViews {
    private NewsViews() {}

    static JsonObject of(List<ActivityView> activities) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (ActivityView activity : activities) {
            all.add(Json.createObjectBuilder()
                    .add("number", Long.toString(activity.number()))
                    .add("at", activity.at().toString())
                    .add("by", activity.by())
                    .add("action", activity.action().name().toLowerCase(Locale.ROOT))
                    .add("subject", activity.subject())
                    .add("count", activity.count()));
        }
        return Json.createObjectBuilder().add("activities", all).build();
    }

    static JsonObject of(InboxView inbox) {
        JsonArrayBuilder messages = Json.createArrayBuilder();
        for (MessageView message : inbox.messages()) {
            messages.add(Json.createObjectBuilder()
                    .add("number", Long.toString(message.number()))
                    .add("issue", message.issue())
                    .add("by", message.by())
                    .add("text", message.text())
                    .add("at", message.at().toString())
                    .add("read", message.read()));
        }
        return Json.createObjectBuilder()
                .add("person", inbox.person())
                .add("address", JsonViews.orNull(inbox.address()))
                .add("unread", inbox.unread())
                .add("messages", messages)
                .build();
    }
}
