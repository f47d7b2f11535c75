package dev.odb.tests.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ObjectDatabase;
import dev.odb.StorageLockedException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client or a neighbour may do wrong while the server runs. */
@Timeout(600)
class BadInputIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer("bad-input").start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void badLines_areReportedByNumberAndTheRestIsImported() throws IOException {
        String huge = line("BAD-4", "x".repeat(5 << 20));
        List<String> lines = List.of(
                line("BAD-1", "first"),
                "{\"key\": \"BAD-2\", \"title\": ",
                "",
                huge,
                line("BAD-5", "after the huge one"),
                "[1, 2]",
                "{\"key\": \"no key\", \"title\": \"t\", \"type\": \"Bug\"}",
                line("BAD-8", "last"));
        Path file = TestSettings.folder().resolve("bad.jsonl");
        Files.writeString(file, String.join("\n", lines));
        Tracker tracker = server.tracker();
        String id = tracker.upload("bad.jsonl", file).getString("id");
        awaitImported(tracker, id, 3);
        JsonObject upload = tracker.get("uploads/" + id).object();
        assertThat(Tracker.number(upload, "bad")).isEqualTo(5);
        List<JsonObject> problems = upload.getJsonArray("problems").getValuesAs(JsonObject.class);
        assertThat(problems)
                .extracting(problem -> Tracker.number(problem, "line"))
                .containsExactly(2L, 3L, 4L, 6L, 7L);
        assertThat(problems)
                .extracting(problem -> problem.getString("reason"))
                .satisfiesExactly(
                        broken -> assertThat(broken).contains("not JSON"),
                        empty -> assertThat(empty).contains("empty"),
                        long5 -> assertThat(long5).contains(huge.length() + " bytes", "1048576"),
                        array -> assertThat(array).contains("ARRAY"),
                        keyless -> assertThat(keyless).contains("key"));
        for (String key : List.of("BAD-1", "BAD-5", "BAD-8")) {
            assertThat(tracker.get("issues/" + key).status()).as(key).isEqualTo(200);
        }
        assertThat(tracker.get("issues/BAD-4").status()).isEqualTo(404);
        assertThat(tracker.statistics().deadLetters()).isZero();
    }

    @Test
    void uploadThatBreaksOff_goesOnWhereItStopped() throws Exception {
        List<String> lines = GeneratedIssues.lines(400, new Random(1));
        byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        Path file = TestSettings.folder().resolve("broken-off.jsonl");
        Files.write(file, bytes);
        Tracker tracker = server.tracker();
        sendHalf(bytes);
        JsonObject half = awaitBroken(tracker);
        long queued = Tracker.number(half, "queued");
        assertThat(queued).isBetween(1L, 399L);
        String id = half.getString("id");
        awaitImported(tracker, id, queued);

        JsonObject whole = tracker.upload("broken-off.jsonl", file);
        assertThat(whole.getString("id")).isEqualTo(id);
        assertThat(whole.getBoolean("complete")).isTrue();
        assertThat(Tracker.number(whole, "queued")).isEqualTo(400);
        awaitImported(tracker, id, 400);
        JsonObject upload = tracker.get("uploads/" + id).object();
        assertThat(Tracker.number(upload, "duplicates")).as("sent twice").isZero();
        assertThat(Tracker.number(upload, "bad")).isZero();
        List<String> keys =
                IntStream.rangeClosed(1, 400).mapToObj(n -> "GEN-" + n).toList();
        assertThat(tracker.search("")).containsAll(keys);
    }

    @Test
    void folderInUseByTheServer_isRefusedByName() {
        String url = "odb:file:" + server.database();
        assertThatThrownBy(() -> ObjectDatabase.open(url).close())
                .isInstanceOf(StorageLockedException.class)
                .hasMessageContaining(server.database().toString());
        assertThat(server.tracker().statistics().deadLetters())
                .as("the server goes on")
                .isZero();
    }

    private static String line(String key, String text) {
        return "{\"key\": \"" + key + "\", \"type\": \"Bug\", \"title\": \"t\", \"text\": \"" + text + "\"}";
    }

    /** A client that announces the whole file, sends half of it and goes away. */
    private static void sendHalf(byte[] bytes) throws IOException {
        URI page = URI.create(server.page());
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), page.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + page.getPath() + "api/uploads?name=broken-off.jsonl HTTP/1.1\r\nHost: 127.0.0.1:"
                            + page.getPort() + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: "
                            + bytes.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(Arrays.copyOf(bytes, bytes.length * 3 / 5));
            out.flush();
            // it goes away when a part of what it sent was taken
            Poll.until(
                    LIMIT,
                    () -> "no part of the upload was queued",
                    () -> find("broken-off.jsonl") != null && Tracker.number(find("broken-off.jsonl"), "queued") > 0);
        }
    }

    private static JsonObject awaitBroken(Tracker tracker) {
        JsonObject upload = find("broken-off.jsonl");
        assertThat(upload.getBoolean("complete")).isFalse();
        return upload;
    }

    private static JsonObject find(String name) {
        return server.tracker().get("uploads").body().asJsonArray().getValuesAs(JsonObject.class).stream()
                .filter(upload -> upload.getString("name").equals(name))
                .findFirst()
                .orElse(null);
    }

    private static void awaitImported(Tracker tracker, String id, long count) {
        Poll.until(
                LIMIT,
                () -> tracker.get("uploads/" + id).toString(),
                () -> Tracker.number(tracker.get("uploads/" + id).object(), "imported") >= count);
    }
}
