package dev.odb.core.record;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The JDK's comparators that have a form of their own in records. */
final class JdkComparators {
    /** Numbered from 1. */
    private static final List<Comparator<?>> ALL = List.of(
            Collections.reverseOrder(),
            String.CASE_INSENSITIVE_ORDER,
            Collections.reverseOrder(String.CASE_INSENSITIVE_ORDER),
            Comparator.<String>naturalOrder());

    private static final List<String> NAMES = List.of("reverse", "ignoring case", "ignoring case, reverse", "natural");

    private JdkComparators() {}

    /** The number of a comparator, 0 if it is none of them. */
    static int form(Comparator<?> comparator) {
        return ALL.indexOf(comparator) + 1;
    }

    /** Whether there may be such comparators among the objects of a class. */
    static boolean mayBe(Class<?> type) {
        return ALL.stream().anyMatch(one -> one.getClass() == type);
    }

    /** The comparator of that number, null if there is none. */
    static Comparator<?> of(int form) {
        return form < 1 || form > ALL.size() ? null : ALL.get(form - 1);
    }

    /** What tools show of it. */
    static String name(int form) {
        return NAMES.get(form - 1);
    }
}
