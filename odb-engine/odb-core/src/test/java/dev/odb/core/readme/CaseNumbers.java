package dev.odb.core.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of conformance cases in the Javadoc of tests. */
final class CaseNumbers {
    private static final Pattern COMMENT = Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/", Pattern.DOTALL);
    /** A test's annotations, one of which makes it one, and its name. */
    private static final Pattern TEST = Pattern.compile(
            "\\s*((?:@\\w+(?:\\([^)]*\\))?\\s+)+)(?:(?:public|default|static|final)\\s+)*void\\s+(\\w+)\\(");

    private static final Pattern MAKES_IT_ONE = Pattern.compile("@\\w*(Test|Property|FuzzTest)\\b");
    private static final Pattern LIST = Pattern.compile("CONFORMANCE\\s+(\\d+(?:\\.\\d+)*(?:,\\s+\\d+(?:\\.\\d+)*)*)");

    private CaseNumbers() {}

    /** Each number with the tests that have it, as {@code Class.method}. */
    static SortedMap<Integer, Set<String>> of(List<Path> sources) throws IOException {
        SortedMap<Integer, Set<String>> found = new TreeMap<>();
        for (Path source : sources) {
            String type = source.getFileName().toString().replace(".java", "");
            of(type, Files.readString(source), found);
        }
        return found;
    }

    /** Adds those of one class. */
    static void of(String type, String source, SortedMap<Integer, Set<String>> found) {
        Matcher comment = COMMENT.matcher(source);
        while (comment.find()) {
            Matcher test = TEST.matcher(source).region(comment.end(), source.length());
            if (test.lookingAt() && MAKES_IT_ONE.matcher(test.group(1)).find()) {
                for (int number : numbers(comment.group(1))) {
                    found.computeIfAbsent(number, key -> new TreeSet<>()).add(type + "." + test.group(2));
                }
            }
        }
    }

    /** Those with a point in them are sections of the same document, not cases. */
    private static List<Integer> numbers(String javadoc) {
        String oneLine = javadoc.replaceAll("\\s*\\n\\s*\\*", " ");
        return LIST.matcher(oneLine)
                .results()
                .flatMap(list -> List.of(list.group(1).split(",\\s+")).stream())
                .filter(number -> !number.contains("."))
                .map(Integer::valueOf)
                .toList();
    }
}
