package dev.odb.core.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.DatabaseHealth;
import dev.odb.DatabaseStatistics;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import jdk.jfr.Enabled;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.junit.jupiter.api.Test;

/** The page docs/reference/monitoring.md against the statistics, the health and the events there are. */
class MonitoringDocumentedTest {
    private static final List<String> EVENTS = List.of(
            "dev.odb.core.object.LoadEvent",
            "dev.odb.core.transaction.CommitEvent",
            "dev.odb.core.transaction.ConflictEvent",
            "dev.odb.core.storage.file.ForceEvent",
            "dev.odb.core.PackEvent");

    private static Page page() throws Exception {
        return Page.of("docs/reference/monitoring.md");
    }

    private static List<String> names(String section) throws Exception {
        return page().section(section).rows().stream()
                .map(row -> row.get(0).replace("`", ""))
                .toList();
    }

    @Test
    void statistics_areThoseOfThePage() throws Exception {
        List<String> components = new ArrayList<>();
        for (RecordComponent component : DatabaseStatistics.class.getRecordComponents()) {
            if (component.getType().isRecord()) {
                for (RecordComponent inner : component.getType().getRecordComponents()) {
                    components.add(component.getName() + "." + inner.getName());
                }
            } else {
                components.add(component.getName());
            }
        }
        assertThat(names("Statistics")).containsExactlyElementsOf(components);
    }

    @Test
    void health_isThatOfThePage() throws Exception {
        List<String> components = new ArrayList<>();
        for (RecordComponent component : DatabaseHealth.class.getRecordComponents()) {
            components.add(component.getName());
        }
        assertThat(names("Health")).containsExactlyElementsOf(components);
    }

    @Test
    void events_areThoseOfThePageWithTheirFieldsAndDefaults() throws Exception {
        Map<String, List<String>> listed = new TreeMap<>();
        for (List<String> row : page().section("Flight recorder").rows()) {
            // what stands in brackets are values
            String fields = row.get(2).replaceAll("\\([^)]*\\)", "");
            List<String> said = new ArrayList<>(List.of(row.get(1), "database"));
            Pattern.compile("`(\\w+)`").matcher(fields).results().forEach(field -> said.add(field.group(1)));
            listed.put(row.get(0).replace("`", ""), said);
        }
        Map<String, List<String>> inTheCode = new TreeMap<>();
        for (String event : EVENTS) {
            Class<?> type = Class.forName(event);
            List<String> said = new ArrayList<>(List.of(when(type)));
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                    said.add(field.getName());
                }
            }
            inTheCode.put(type.getAnnotation(Name.class).value(), said);
        }
        assertThat(listed).isEqualTo(inTheCode);
    }

    private static String when(Class<?> event) {
        Enabled enabled = event.getAnnotation(Enabled.class);
        Threshold threshold = event.getAnnotation(Threshold.class);
        if (enabled != null && !enabled.value()) {
            return "off";
        }
        return threshold == null ? "on" : "from " + threshold.value() + " on";
    }
}
