package dev.odb.tests.server;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of issues and a plain scan of it. What a word is, and the order of keys, are written here a second time, from
 * docs/howto/sample.md: a longest run of letters and digits in lower case, known by its first 64 characters.
 */
final class IssueFile {
    private static final Pattern WORD = Pattern.compile("\\p{javaLetterOrDigit}+");
    private static final Comparator<String> BY_KEY = Comparator.comparing((String key) -> key.split("-")[0])
            .thenComparing(key -> Integer.valueOf(key.split("-")[1]));

    private final Path path;
    private final Map<String, Set<String>> wordsByKey = new TreeMap<>(BY_KEY);
    private long comments;

    private IssueFile(Path path) throws IOException {
        this.path = path;
        for (String line : Files.readAllLines(path)) {
            try (JsonReader reader = Json.createReader(new StringReader(line))) {
                JsonObject issue = reader.readObject();
                Set<String> words = new TreeSet<>();
                words(issue, "title", words);
                scan(issue, words);
                wordsByKey.put(issue.getString("key"), words);
            }
        }
    }

    /** The file of real issues; ends the test if it is not there. */
    static IssueFile real() throws IOException {
        Path file = TestSettings.issues();
        if (!Files.isReadable(file)) {
            TestSettings.missing(
                    "The file of real issues is not at " + file + "; -Dodb.issues.file tells where it is.");
        }
        return new IssueFile(file);
    }

    static IssueFile of(Path path) throws IOException {
        return new IssueFile(path);
    }

    Path path() {
        return path;
    }

    long issues() {
        return wordsByKey.size();
    }

    long comments() {
        return comments;
    }

    /** The keys of the issues that have all of the query's words, in order. */
    List<String> scan(String query) {
        Set<String> wanted = new TreeSet<>();
        words(query, wanted);
        List<String> found = new ArrayList<>();
        wordsByKey.forEach((key, words) -> {
            if (words.containsAll(wanted)) {
                found.add(key);
            }
        });
        return found;
    }

    /** How many issues have each word. */
    Map<String, Integer> frequencies() {
        Map<String, Integer> all = new TreeMap<>();
        wordsByKey.values().forEach(words -> words.forEach(word -> all.merge(word, 1, Integer::sum)));
        return all;
    }

    private void scan(JsonObject post, Set<String> words) {
        words(post, "text", words);
        if (post.get("comments") instanceof JsonArray below) {
            comments += below.size();
            below.getValuesAs(JsonObject.class).forEach(comment -> scan(comment, words));
        }
    }

    private static void words(JsonObject object, String field, Set<String> words) {
        if (object.getOrDefault(field, JsonValue.NULL) != JsonValue.NULL) {
            words(object.getString(field), words);
        }
    }

    private static void words(String text, Set<String> words) {
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            String word = matcher.group();
            words.add(word.length() > 64 ? word.substring(0, 64) : word);
        }
    }
}
