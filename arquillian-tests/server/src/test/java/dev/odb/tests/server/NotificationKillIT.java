package dev.odb.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The server is killed while an issue is commented and the comments are notified. In the end each comment stands once in
 * the issue, in the inbox of who watches it, among the mails and in the activities.
 */
@Timeout(900)
class NotificationKillIT {
    private static final int KILLS = 2;
    private static final int MOST = 60;
    private static final int HANDS = 4;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String ADDRESS = "wanda@example.org";

    private final Random random = TestSettings.random();

    @Test
    void notificationsOfAServerThatIsKilled_areNeitherLostNorDoubled() throws Exception {
        try (TestServer server = new TestServer("notify")) {
            server.start();
            Tracker first = server.tracker();
            String key = Tracker.expect(
                            201,
                            first.post(
                                    "issues",
                                    Tracker.details("Watched", "")
                                            .add("author", "Wanda")
                                            .build()))
                    .text("key");
            first.mailTo("Wanda", ADDRESS);
            int acknowledged = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                if (kill > 0) {
                    server.start();
                }
                acknowledged += commentUntilKilled(server, key, "round " + kill + ", comment ");
            }
            server.start();
            Tracker tracker = server.tracker();
            List<String> comments = texts(tracker.get("issues/" + key).object(), "comments");
            assertThat(comments).hasSizeGreaterThanOrEqualTo(acknowledged).doesNotHaveDuplicates();
            Poll.untilAtLeast(
                    comments.size(), LIMIT, () -> tracker.get("administration").toString(), () -> texts(
                                    tracker.inbox("Wanda"), "messages")
                            .size());
            List<String> told =
                    comments.stream().map(text -> "commented: " + text).toList();
            assertThat(texts(tracker.inbox("Wanda"), "messages")).containsExactlyInAnyOrderElementsOf(told);
            assertThat(mails(server)).containsExactlyInAnyOrderElementsOf(told);
            Poll.untilAtLeast(
                    comments.size(), LIMIT, () -> tracker.get("activities").toString(), () -> activities(tracker));
            assertThat(activities(tracker)).isEqualTo(comments.size());
            System.out.println(acknowledged + " comments were acknowledged, " + comments.size() + " are there");
        }
    }

    /** Comments with several hands; kills the server after some comments, with others on their way. */
    private int commentUntilKilled(TestServer server, String key, String text) throws Exception {
        Tracker tracker = server.tracker();
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicInteger next = new AtomicInteger();
        List<Thread> hands = IntStream.range(0, HANDS)
                .mapToObj(hand -> new Thread(() -> comment(tracker, key, text, next, acknowledged)))
                .toList();
        hands.forEach(Thread::start);
        int enough = 1 + random.nextInt(MOST - HANDS);
        Poll.untilAtLeast(enough, LIMIT, () -> "comments", acknowledged::get);
        server.kill();
        for (Thread hand : hands) {
            hand.join();
        }
        System.out.println("Killed after " + acknowledged + " comments");
        return acknowledged.get();
    }

    private static void comment(
            Tracker tracker, String key, String text, AtomicInteger next, AtomicInteger acknowledged) {
        try {
            for (int number = next.getAndIncrement(); number < MOST; number = next.getAndIncrement()) {
                tracker.comment(key, "Hand", text + number);
                acknowledged.incrementAndGet();
            }
        } catch (IOException e) {
            // the kill that this test is about: nobody knows of this comment
        }
    }

    private static List<String> texts(JsonObject object, String name) {
        return object.getJsonArray(name).getValuesAs(JsonObject.class).stream()
                .map(one -> one.getString("text"))
                .toList();
    }

    private static List<String> mails(TestServer server) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(server.data().resolve("mail"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".eml")).toList()) {
                String mail = Files.readString(file, StandardCharsets.UTF_8);
                texts.add(mail.substring(mail.indexOf("\r\n\r\n")).strip());
            }
        }
        return texts;
    }

    private static int activities(Tracker tracker) {
        return tracker.get("activities").object().getJsonArray("activities").getValuesAs(JsonObject.class).stream()
                .filter(one -> one.getString("action").equals("commented"))
                .mapToInt(one -> one.getInt("count"))
                .sum();
    }
}
