package dev.odb.ra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbConfiguration;
import dev.odb.ra.inflow.OdbActivation;
import dev.odb.ra.inflow.OdbChangeActivation;
import dev.odb.ra.inflow.OdbTaskActivation;
import jakarta.resource.spi.ConfigProperty;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page docs/reference/configuration.md has the properties that a server is told of, with their defaults. */
class ConfigurationDocumentedTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "configuration.md");

    @Test
    void properties_areThoseOfThePage() throws Exception {
        List<String> properties = new ArrayList<>(properties(OdbManagedConnectionFactory.class));
        properties.addAll(properties(OdbResourceAdapter.class));
        assertThat(listed("Connection definition")).isNotEmpty().containsExactlyElementsOf(properties);
    }

    @Test
    void propertiesOfMessageDrivenBeans_areThoseOfThePage() throws Exception {
        List<String> properties = new ArrayList<>();
        for (Class<?> type : List.of(OdbTaskActivation.class, OdbChangeActivation.class)) {
            properties.addAll(properties(type));
            properties.addAll(properties(type.getSuperclass()));
        }
        assertThat(listed("Message-driven beans")).isNotEmpty().containsExactlyElementsOf(properties);
    }

    /** What the server is told is what a definition has that the server told nothing. */
    @Test
    void defaults_areThoseOfANewDefinition() throws Exception {
        assertThat(properties(OdbManagedConnectionFactory.class))
                .containsExactlyInAnyOrderElementsOf(values(new OdbManagedConnectionFactory()));
        for (OdbActivation activation : List.of(new OdbTaskActivation(), new OdbChangeActivation())) {
            List<String> told = new ArrayList<>(properties(activation.getClass()));
            told.addAll(properties(OdbActivation.class));
            assertThat(told).containsExactlyInAnyOrderElementsOf(values(activation));
        }
    }

    private static List<String> values(Object bean) throws Exception {
        List<String> values = new ArrayList<>();
        for (PropertyDescriptor property :
                Introspector.getBeanInfo(bean.getClass(), Object.class).getPropertyDescriptors()) {
            if (property.getPropertyType() == String.class) {
                Object value = property.getReadMethod().invoke(bean);
                values.add(property.getName() + " " + (value == null ? "none" : value));
            }
        }
        return values;
    }

    /** Definitions of one URL must agree on all that the page does not say otherwise of. */
    @Test
    void sharedProperties_areThoseOfThePage() throws Exception {
        String row = Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith("| `url` | none | the database, see above"))
                .findFirst()
                .orElseThrow();
        Definition.shared(OdbConfiguration.of("none")).keySet().forEach(property -> assertThat(row)
                .contains("`" + property + "`"));
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
        String page = Files.readString(PAGE);
        String from = page.substring(page.indexOf("\n## " + section + "\n") + 1);
        return from.substring(0, from.indexOf("\n## "))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|"))
                .map(cells -> cells[1].replace("`", "").strip() + " " + cells[2].strip())
                .toList();
    }
}
