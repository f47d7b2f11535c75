package dev.odb.core.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbConfiguration;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The documentation against the code: numbers of errors, settings, dependencies, links. */
class DocumentationTest {
    private static final Pattern CODE = Pattern.compile("ODB-\\d{4}");
    /** A message begins with its number; the bounds of a range in a comment are no messages. */
    private static final Pattern MESSAGE = Pattern.compile("\"(ODB-\\d{4})\\b");

    @Test
    void errors_areAllListedAndNoOthers() throws Exception {
        Set<String> inTheSources = new TreeSet<>();
        for (Path source : Project.sources()) {
            Matcher message = MESSAGE.matcher(Files.readString(source));
            while (message.find()) {
                inTheSources.add(message.group(1));
            }
        }
        List<String> listed = new ArrayList<>();
        for (String line : Page.of("docs/reference/errors.md").text().split("\n")) {
            Matcher first = CODE.matcher(line);
            if (line.startsWith("| ODB-") && first.find()) {
                listed.add(first.group());
            }
        }
        assertThat(inTheSources).hasSizeGreaterThan(80);
        assertThat(listed).containsExactlyInAnyOrderElementsOf(inTheSources);
    }

    @Test
    void errorsThatPagesMention_areThere() throws Exception {
        Set<String> known = new TreeSet<>();
        CODE.matcher(Page.of("docs/reference/errors.md").text()).results().forEach(code -> known.add(code.group()));
        for (Path page : Project.pages(Project.ROOT)) {
            Matcher code = Pattern.compile("ODB-[1-9]\\d{3}").matcher(Files.readString(page));
            while (code.find() && !code.group().matches("ODB-\\d(000|999)")) {
                assertThat(known).as(page.toString()).contains(code.group());
            }
        }
    }

    @Test
    void settings_areThoseOfTheConfiguration() throws Exception {
        OdbConfiguration defaults = OdbConfiguration.of("none");
        List<List<String>> expected = new ArrayList<>();
        for (RecordComponent component : OdbConfiguration.class.getRecordComponents()) {
            Object value = component.getAccessor().invoke(defaults);
            String text = value instanceof Duration time ? text(time) : value.toString();
            expected.add(List.of("`" + component.getName() + "`", text));
        }
        assertThat(Page.of("docs/reference/configuration.md")
                        .section("Plain Java")
                        .rows())
                .extracting(row -> row.subList(0, 2))
                .containsExactlyElementsOf(expected);
    }

    private static String text(Duration time) {
        return time.toMillisPart() == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    @Test
    void propertiesOfTheBuild_areListed() throws Exception {
        Set<String> listed = new TreeSet<>();
        Page.of("docs/reference/configuration.md")
                .section("Build and sample")
                .rows()
                .forEach(row -> listed.add(row.get(0).replace("`", "")));
        Set<String> inThePoms = new TreeSet<>(Set.of("odb.test.seed"));
        for (Path pom : Project.poms()) {
            NodeList properties = parse(pom).getElementsByTagName("properties");
            for (int i = 0; i < properties.getLength(); i++) {
                NodeList each = properties.item(i).getChildNodes();
                for (int j = 0; j < each.getLength(); j++) {
                    if (each.item(j).getNodeName().startsWith("odb.")) {
                        inThePoms.add(each.item(j).getNodeName());
                    }
                }
            }
        }
        assertThat(listed).containsAll(inThePoms);
    }

    @Test
    void dependenciesAndPlugins_haveTheirReasons() throws Exception {
        List<String> named = Page.of("docs/dependencies.md").rows().stream()
                .map(row -> row.get(0).replace("`", ""))
                .toList();
        Set<String> used = new TreeSet<>();
        for (Path pom : Project.poms()) {
            Element project = parse(pom);
            for (String kind : List.of("dependency", "plugin", "artifactItem")) {
                NodeList elements = project.getElementsByTagName(kind);
                for (int i = 0; i < elements.getLength(); i++) {
                    if (!"dev.odb".equals(child(elements.item(i), "groupId"))) {
                        used.add(child(elements.item(i), "artifactId"));
                    }
                }
            }
        }
        assertThat(used).hasSizeGreaterThan(20);
        assertThat(named).doesNotHaveDuplicates().containsAll(used);
    }

    @Test
    void links_leadToFiles() throws Exception {
        assertThat(Project.pages(Project.ROOT)).hasSizeGreaterThan(15);
        assertThat(Project.brokenLinks(Project.ROOT)).isEmpty();
    }

    @Test
    void linkToNothing_isFound(@TempDir Path folder) throws Exception {
        Path pages = Files.createDirectory(folder.resolve("docs"));
        Files.writeString(
                folder.resolve("README.md"), "[a](docs/page.md), [b](docs/page.md#part), [c](docs/gone.md)\n");
        Files.writeString(
                pages.resolve("page.md"), "[up](../README.md), [web](https://example.org/x), [d](../lost.md)\n");
        assertThat(Project.brokenLinks(folder)).containsExactly("README.md: docs/gone.md", "docs/page.md: ../lost.md");
    }

    private static Element parse(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
    }

    private static String child(org.w3c.dom.Node element, String name) throws IOException {
        NodeList children = element.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i).getNodeName().equals(name)) {
                return children.item(i).getTextContent();
            }
        }
        return null;
    }
}
