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
    /** A whole class of tests. */
    private static final Pattern TYPE = Pattern.compile(
            "\\s*(?:@\\w+(?:\\([^)]*\\))?\\s+)*(?:(?:public|abstract|final)\\s+)*(?:class|interface)\\s+(\\w*(?:Test|IT|Cases|Conformance))\\b");

    private static final String NUMBER = "\\d+(?:\\.\\d+)*";
    private static final String BETWEEN = "(?:,| and)\\s+";
    private static final Pattern LIST = Pattern.compile("CONFORMANCE\\s+(" + NUMBER + "(?:" + BETWEEN + NUMBER + ")*)");

    private CaseNumbers() {}

    /** Each number with the tests that have it, as {@code Class.method}, or {@code Class} if its Javadoc has it. */
    static SortedMap<Integer, Set<String>> of(List<Path> sources) throws IOException {
        SortedMap<Integer, Set<String>> found = new TreeMap<>();
        for (Path source : sources) {
            String file = source.getFileName().toString().replace(".java", "");
            of(file, Files.readString(source), found);
        }
        return found;
    }

    /** Adds those of one file. */
    static void of(String file, String source, SortedMap<Integer, Set<String>> found) {
        Matcher comment = COMMENT.matcher(source);
        while (comment.find()) {
            Matcher test = TEST.matcher(source).region(comment.end(), source.length());
            Matcher type = TYPE.matcher(source).region(comment.end(), source.length());
            String name = null;
            if (type.lookingAt()) {
                name = type.group(1);
            } else if (test.lookingAt() && MAKES_IT_ONE.matcher(test.group(1)).find()) {
                name = file + "." + test.group(2);
            }
            if (name != null) {
                for (int number : numbers(comment.group(1))) {
                    found.computeIfAbsent(number, key -> new TreeSet<>()).add(name);
                }
            }
        }
    }

    /** Those with a point in them are sections of the same document, not cases. */
    private static List<Integer> numbers(String javadoc) {
        String oneLine = javadoc.replaceAll("\\s*\\n\\s*\\*", " ");
        return LIST.matcher(oneLine)
                .results()
                .flatMap(list -> List.of(list.group(1).split(BETWEEN)).stream())
                .filter(number -> !number.contains("."))
                .map(Integer::valueOf)
                .toList();
    }
}
