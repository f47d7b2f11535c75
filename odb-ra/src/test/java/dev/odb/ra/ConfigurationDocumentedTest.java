package dev.odb.ra;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.spi.ConfigProperty;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page docs/reference/configuration.md has the properties that a server is told of, with their defaults. */
class ConfigurationDocumentedTest {
    @Test
    void properties_areThoseOfThePage() throws Exception {
        List<String> properties = new ArrayList<>(properties(OdbManagedConnectionFactory.class));
        properties.addAll(properties(OdbResourceAdapter.class));
        assertThat(listed("Connection definition")).isNotEmpty().containsExactlyElementsOf(properties);
    }

    @Test
    void defaults_areThoseOfANewDefinition() {
        OdbManagedConnectionFactory definition = new OdbManagedConnectionFactory();
        assertThat(properties(OdbManagedConnectionFactory.class))
                .containsExactly(
                        "url none",
                        "databaseName " + definition.getDatabaseName(),
                        "lockWaitMillis " + definition.getLockWaitMillis(),
                        "readOnly " + definition.getReadOnly(),
                        "isolation " + definition.getIsolation(),
                        "user none",
                        "password none",
                        "adminRole " + definition.getAdminRole());
    }

    private static List<String> properties(Class<?> type) {
        List<String> properties = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            ConfigProperty property = field.getAnnotation(ConfigProperty.class);
            if (property != null) {
                String value = property.defaultValue();
                properties.add(field.getName() + " " + (value.isEmpty() ? "none" : value));
            }
        }
        return properties;
    }

    /** Name and default of each row of the section's table. */
    private static List<String> listed(String section) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "reference", "configuration.md"));
        String from = page.substring(page.indexOf("\n## " + section + "\n") + 1);
        return from.substring(0, from.indexOf("\n## "))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|"))
                .map(cells -> cells[1].replace("`", "").strip() + " " + cells[2].strip())
                .toList();
    }
}
