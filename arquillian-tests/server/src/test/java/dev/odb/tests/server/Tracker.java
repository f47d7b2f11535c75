package dev.odb.tests.server;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The HTTP interface of the sample, as docs/howto/sample.md describes it. All threads may use it. */
final class Tracker {
    private static final int PAGE = 200;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI api;

    Tracker(URI page) {
        api = page.resolve("api/");
    }

    /** An answer: status, entity tag if it has one, and body. */
    record Answer(int status, Optional<String> etag, JsonValue body) {
        JsonObject object() {
            return body.asJsonObject();
        }

        String text(String name) {
            return object().getString(name);
        }
    }

    /** The counts at the foot of the page. */
    record Statistics(long issues, long comments, long auditRows, long deadLetters, long replays, long redeliveries) {}

    Statistics statistics() {
        JsonObject all = expect(200, get("statistics")).object();
        return new Statistics(
                number(all, "issues"),
                number(all, "comments"),
                number(all, "auditRows"),
                number(all, "deadLetters"),
                number(all, "replays"),
                number(all, "redeliveries"));
    }

    /** Sends a whole file and waits for the answer, which comes when all of it is queued. */
    JsonObject upload(String name, Path file) throws IOException {
        return expect(200, send(request("uploads?name=" + encoded(name)).POST(BodyPublishers.ofFile(file)), "x-ndjson"))
                .object();
    }

    Answer get(String path) {
        try {
            return send(request(path).GET(), "json");
        } catch (IOException e) {
            throw new IllegalStateException("The server did not answer.", e);
        }
    }

    Answer post(String path, JsonObject body) throws IOException {
        return send(request(path).POST(BodyPublishers.ofString(body.toString())), "json");
    }

    Answer put(String path, JsonObject body) throws IOException {
        return send(request(path).PUT(BodyPublishers.ofString(body.toString())), "json");
    }

    /** A change of what has that entity tag. */
    Answer put(String path, String ifMatch, JsonObject body) throws IOException {
        HttpRequest.Builder request = request(path).header("If-Match", ifMatch);
        return send(request.PUT(BodyPublishers.ofString(body.toString())), "json");
    }

    /** A comment by somebody. */
    Answer comment(String key, String author, String text) throws IOException {
        return expect(
                201,
                post(
                        "issues/" + key + "/comments",
                        Json.createObjectBuilder()
                                .add("author", author)
                                .add("text", text)
                                .build()));
    }

    /** Somebody's inbox. */
    JsonObject inbox(String person) {
        return expect(200, get("inbox?person=" + encoded(person))).object();
    }

    /** Says where somebody's mail goes. */
    void mailTo(String person, String address) throws IOException {
        expect(
                200,
                put(
                        "inbox/address",
                        Json.createObjectBuilder()
                                .add("person", person)
                                .add("address", address)
                                .build()));
    }

    /** The keys of all issues that a search finds, in the order given. */
    List<String> search(String query) {
        List<String> keys = new ArrayList<>();
        long total;
        do {
            JsonObject page = expect(
                            200, get("issues?q=" + encoded(query) + "&offset=" + keys.size() + "&limit=" + PAGE))
                    .object();
            total = number(page, "total");
            int before = keys.size();
            page.getJsonArray("issues")
                    .getValuesAs(JsonObject.class)
                    .forEach(issue -> keys.add(issue.getString("key")));
            if (keys.size() == before && before < total) {
                throw new AssertionError("'" + query + "': an empty page after " + before + " of " + total + " issues");
            }
        } while (keys.size() < total);
        return keys;
    }

    static JsonObjectBuilder details(String title, String text) {
        return Json.createObjectBuilder().add("title", title).add("type", "Bug").add("text", text);
    }

    static Answer expect(int status, Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError("Expected status " + status + " but got " + answer);
        }
        return answer;
    }

    static long number(JsonObject object, String name) {
        return object.getJsonNumber(name).longValueExact();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(api.resolve(path)).timeout(Duration.ofMinutes(10));
    }

    private Answer send(HttpRequest.Builder request, String type) throws IOException {
        try {
            HttpResponse<String> response = http.send(
                    request.header("Content-Type", "application/" + (type.equals("json") ? type : "x-ndjson"))
                            .build(),
                    BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.headers().firstValue("ETag"), json(response.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static JsonValue json(String body) {
        if (!body.startsWith("{") && !body.startsWith("[")) {
            return Json.createValue(body); // a page of the server's own
        }
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readValue();
        }
    }
}
