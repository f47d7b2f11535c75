package dev.odb.sample.web;

import dev.odb.DatabaseStatistics;
import dev.odb.DatabaseStatistics.HotObject;
import dev.odb.ParkedTask;
import dev.odb.SubscriptionInfo;
import dev.odb.TaskQueueInfo;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The database's figures as JSON. 64-bit ids are texts. */
final class AdministrationViews {
    private AdministrationViews() {}

    /** Statistics; issues are the keys by oid of those hot objects that are one. */
    static JsonObjectBuilder of(DatabaseStatistics statistics, Map<Long, String> issues) {
        JsonArrayBuilder hot = Json.createArrayBuilder();
        for (HotObject object : statistics.conflicts().hot()) {
            hot.add(Json.createObjectBuilder()
                    .add("oid", Long.toString(object.oid()))
                    .add("className", object.className())
                    .add("lost", object.lost())
                    .add("issue", JsonViews.orNull(issues.get(object.oid()))));
        }
        return Json.createObjectBuilder()
                .add("since", statistics.since().toString())
                .add("committed", statistics.transactions().committed())
                .add("readOnly", statistics.transactions().readOnly())
                .add("rolledBack", statistics.transactions().rolledBack())
                .add("conflicts", statistics.conflicts().lost())
                .add("merged", statistics.conflicts().merged())
                .add("byClass", counts(statistics.conflicts().byClass()))
                .add("hot", hot)
                .add("replays", statistics.replays().begun())
                .add("exhausted", statistics.replays().exhausted())
                .add("forces", statistics.forces().count())
                .add("commitsPerForce", statistics.forces().commitsPerForce())
                .add("forcesBySize", counts(statistics.forces().bySize()));
    }

    private static JsonArrayBuilder counts(Map<String, Long> counts) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        counts.forEach((name, count) ->
                all.add(Json.createObjectBuilder().add("name", name).add("count", count)));
        return all;
    }

    static JsonArrayBuilder queues(List<TaskQueueInfo> queues) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (TaskQueueInfo queue : queues) {
            all.add(Json.createObjectBuilder()
                    .add("name", queue.name())
                    .add("waiting", queue.waiting())
                    .add("delayed", queue.delayed())
                    .add("claimed", queue.claimed())
                    .add("parked", queue.parked())
                    .add("oldest", JsonViews.orNull(text(queue.oldest()))));
        }
        return all;
    }

    static JsonArrayBuilder subscriptions(List<SubscriptionInfo> subscriptions) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (SubscriptionInfo subscription : subscriptions) {
            all.add(Json.createObjectBuilder()
                    .add("name", subscription.name())
                    .add("position", Long.toString(subscription.position()))
                    .add("open", subscription.open())
                    .add("waiting", subscription.waiting())
                    .add("lagMillis", subscription.lag().toMillis())
                    .add("lost", subscription.lost()));
        }
        return all;
    }

    static JsonObject parked(List<ParkedTask> tasks) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (ParkedTask task : tasks) {
            all.add(Json.createObjectBuilder()
                    .add("id", Long.toString(task.id()))
                    .add("key", task.key())
                    .add("sent", task.sent().toString())
                    .add("sender", task.sender())
                    .add("attempts", task.attempts())
                    .add("failed", task.failed().toString())
                    .add("reason", task.reason())
                    .add("stack", task.stack())
                    .add("className", task.className())
                    .add("state", task.state()));
        }
        return Json.createObjectBuilder().add("tasks", all).build();
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
