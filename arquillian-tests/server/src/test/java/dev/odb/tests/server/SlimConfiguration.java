package dev.odb.tests.server;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The sample's configuration of WildFly with only those subsystems that a test needs, for one that starts the server again and
 * again. What is kept is kept as it is, but for references to what is not there.
 */
public final class SlimConfiguration {
    /** What every test needs: the subsystem and the extension that has it. */
    private static final Map<String, String> EXTENSIONS = Map.ofEntries(
            Map.entry("datasources", "org.jboss.as.connector"),
            Map.entry("deployment-scanner", "org.jboss.as.deployment-scanner"),
            Map.entry("ee", "org.jboss.as.ee"),
            Map.entry("elytron", "org.wildfly.extension.elytron"),
            Map.entry("io", "org.wildfly.extension.io"),
            Map.entry("jca", "org.jboss.as.connector"),
            Map.entry("logging", "org.jboss.as.logging"),
            Map.entry("naming", "org.jboss.as.naming"),
            Map.entry("remoting", "org.jboss.as.remoting"),
            Map.entry("request-controller", "org.wildfly.extension.request-controller"),
            Map.entry("resource-adapters", "org.jboss.as.connector"),
            Map.entry("security-manager", "org.wildfly.extension.security.manager"),
            Map.entry("transactions", "org.jboss.as.transactions"),
            Map.entry("undertow", "org.wildfly.extension.undertow"));

    /** Parts of subsystems that need other subsystems, which no such test has. */
    private static final Set<String> ELSEWHERE = Set.of("distributable-cache", "remote");

    private SlimConfiguration() {}

    /**
     * Writes it.
     *
     * @param more subsystems that this test needs, and the extensions that have them
     */
    public static void write(Path from, Path to, Map<String, String> more) throws Exception {
        Map<String, String> kept = new HashMap<>(EXTENSIONS);
        kept.putAll(more);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document = factory.newDocumentBuilder().parse(from.toFile());
        for (Element extension : elements(document, "extension")) {
            if (!kept.containsValue(extension.getAttribute("module"))) {
                remove(extension);
            }
        }
        for (Element subsystem : elements(document, "subsystem")) {
            if (!kept.containsKey(name(subsystem.getNamespaceURI()))) {
                remove(subsystem);
            }
        }
        ELSEWHERE.forEach(name -> elements(document, name).forEach(SlimConfiguration::remove));
        File target = to.toFile();
        TransformerFactory.newInstance().newTransformer().transform(new DOMSource(document), new StreamResult(target));
    }

    /** {@code ee} of {@code urn:jboss:domain:ee:6.0}, {@code undertow} of {@code urn:jboss:domain:undertow:community:14.0}. */
    private static String name(String namespace) {
        return namespace.replaceFirst("^urn:(jboss:domain|wildfly):", "").replaceFirst(":.*", "");
    }

    private static List<Element> elements(Document document, String name) {
        NodeList found = document.getElementsByTagNameNS("*", name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static void remove(Node node) {
        node.getParentNode().removeChild(node);
    }
}
