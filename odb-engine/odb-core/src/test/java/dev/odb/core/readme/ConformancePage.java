package dev.odb.core.readme;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The page that says of each conformance case which tests show it.
 *
 * @param page with a table for each topic, and the sections "Awaited", if there is anything, and "Does not apply"
 */
record ConformancePage(Page page) {
    private static final String AWAITED = "Awaited";
    private static final String NOT_HERE = "Does not apply";

    /** Everything that is wrong with it. */
    List<String> problems(int cases, Map<Integer, Set<String>> tests) {
        List<String> problems = new ArrayList<>();
        Map<Integer, List<String>> rows = new TreeMap<>();
        for (List<String> row : page.numberedRows()) {
            int number = Integer.parseInt(row.get(0));
            if (rows.put(number, row) != null) {
                problems.add("case " + number + " stands here twice");
            }
            if (number < 1 || number > cases) {
                problems.add("there is no case " + number);
            }
        }
        List<Integer> awaited = numbers(AWAITED);
        List<Integer> notHere = numbers(NOT_HERE);
        for (int number = 1; number <= cases; number++) {
            Set<String> its = tests.getOrDefault(number, Set.of());
            if (!rows.containsKey(number)) {
                problems.add("case " + number + " is missing; tests with its number: " + its);
            } else if (notHere.contains(number)) {
                its.forEach(test -> problems.add(test + " has the number of a case that does not apply"));
            } else if (!awaited.contains(number)) {
                shown(rows.get(number), its, problems);
            }
        }
        tests.forEach((number, its) -> {
            if (number < 1 || number > cases) {
                problems.add("there is no case " + number + ", but it is that of " + its);
            }
        });
        return problems;
    }

    private static void shown(List<String> row, Set<String> tests, List<String> problems) {
        List<String> named = Arrays.stream(row.get(2).split(","))
                .map(test -> test.strip().replace("`", ""))
                .filter(test -> !test.isEmpty())
                .toList();
        if (named.isEmpty()) {
            problems.add("case " + row.get(0) + " names no test");
        }
        named.stream()
                .filter(test -> !tests.contains(test))
                .forEach(test -> problems.add(test + " is no test with the number of case " + row.get(0)));
    }

    private List<Integer> numbers(String section) {
        return page.text().contains("\n## " + section + "\n")
                ? page.section(section).numberedRows().stream()
                        .map(row -> Integer.valueOf(row.get(0)))
                        .toList()
                : List.of();
    }
}
