package dev.odb.tests.server;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Issues of random words. */
final class GeneratedIssues {
    private static final String[] SYLLABLES = {"ka", "lo", "mi", "nu", "re", "sá", "ti", "vö", "X2", "9"};
    private static final String[] BETWEEN = {" ", " ", " ", "-", ", ", "/", " <b>", "."};

    private GeneratedIssues() {}

    static List<String> lines(int count, Random random) {
        List<String> lines = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            lines.add(Json.createObjectBuilder()
                    .add("key", "GEN-" + number)
                    .add("type", "Bug")
                    .add("title", words(1 + random.nextInt(8), random))
                    .add("text", words(random.nextInt(30), random))
                    .add("comments", comments(random.nextInt(4), 3, random))
                    .build()
                    .toString());
        }
        return lines;
    }

    private static JsonArrayBuilder comments(int count, int deep, Random random) {
        JsonArrayBuilder comments = Json.createArrayBuilder();
        for (int number = 0; number < count; number++) {
            comments.add(Json.createObjectBuilder()
                    .add("author", "dev-" + random.nextInt(5))
                    .add("at", "2026-11-01T12:00:00Z")
                    .add("text", words(1 + random.nextInt(10), random))
                    .add("comments", comments(deep == 0 ? 0 : random.nextInt(2), deep - 1, random)));
        }
        return comments;
    }

    private static String words(int count, Random random) {
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < count; word++) {
            text.append(word == 0 ? "" : BETWEEN[random.nextInt(BETWEEN.length)]);
            for (int syllable = 1 + random.nextInt(3); syllable > 0; syllable--) {
                text.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
        }
        return text.toString();
    }
}
