package dev.odb.benchmarks;

import java.util.Locale;

/**
 * What ODB's value of a row should be.
 *
 * @param row the row to compare with; null for the row itself
 * @param contestant whose value there; null if the bound is a value
 * @param bound for the quotient, or for the value
 * @param atMost whether it is an upper bound
 */
record Goal(Row row, String contestant, double bound, boolean atMost) {
    static Goal atLeast(double bound, String contestant) {
        return new Goal(null, contestant, bound, false);
    }

    static Goal atLeast(double bound, Row row) {
        return new Goal(row, "ODB", bound, false);
    }

    static Goal atMost(double bound, String contestant) {
        return new Goal(null, contestant, bound, true);
    }

    static Goal atMost(double bound) {
        return new Goal(null, null, bound, true);
    }

    boolean reached(double value) {
        return atMost ? value <= bound : value >= bound;
    }

    String text() {
        String sign = atMost ? "≤ " : "≥ ";
        String number = String.format(Locale.ROOT, bound == Math.rint(bound) ? "%.0f" : "%.2f", bound);
        if (contestant == null) {
            return sign + number;
        }
        return sign + number + " × " + (row == null ? contestant : "ODB's \"" + row.label() + "\"");
    }
}
