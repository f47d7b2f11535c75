package dev.odb.core.isolation;

import java.util.ArrayList;
import java.util.List;

/** Collects what is found. */
final class Report {
    private final List<Anomaly> anomalies = new ArrayList<>();

    void add(Anomaly.Kind kind, String format, Object... values) {
        anomalies.add(new Anomaly(kind, String.format(format, values)));
    }

    List<Anomaly> anomalies() {
        return anomalies;
    }
}
