package dev.odb.tests.crash;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
 * The sample's configuration of WildFly with only those subsystems that the matrix needs, since it starts the server well
 * over a hundred times. What is kept is kept as it is.
 */
final class SlimConfiguration {
    private static final Set<String> SUBSYSTEMS = Set.of(
            "datasources",
            "deployment-scanner",
            "ee",
            "elytron",
            "io",
            "jca",
            "logging",
            "messaging-activemq",
            "naming",
            "remoting",
            "request-controller",
            "resource-adapters",
            "security-manager",
            "transactions",
            "undertow");
    private static final Set<String> EXTENSIONS = Set.of(
            "org.jboss.as.connector",
            "org.jboss.as.deployment-scanner",
            "org.jboss.as.ee",
            "org.jboss.as.logging",
            "org.jboss.as.naming",
            "org.jboss.as.remoting",
            "org.jboss.as.transactions",
            "org.wildfly.extension.elytron",
            "org.wildfly.extension.io",
            "org.wildfly.extension.messaging-activemq",
            "org.wildfly.extension.request-controller",
            "org.wildfly.extension.security.manager",
            "org.wildfly.extension.undertow");

    private SlimConfiguration() {}

    static void write(Path from, Path to) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document = factory.newDocumentBuilder().parse(from.toFile());
        for (Element extension : elements(document, "extension")) {
            if (!EXTENSIONS.contains(extension.getAttribute("module"))) {
                remove(extension);
            }
        }
        for (Element subsystem : elements(document, "subsystem")) {
            if (!SUBSYSTEMS.contains(name(subsystem.getNamespaceURI()))) {
                remove(subsystem);
            }
        }
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
