package dev.odb.ejb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What ejb-jar.xml says of beans and their transactions; it goes before annotations. Read once for each class of bean. */
final class EjbJar {
    private static final ClassValue<EjbJar> BESIDE = new ClassValue<>() {
        @Override
        protected EjbJar computeValue(Class<?> bean) {
            EjbJar jar = new EjbJar();
            Descriptor.beside(bean, "ejb-jar.xml").forEach(jar::read);
            return jar;
        }
    };

    private final Map<String, Bean> byClass = new HashMap<>();
    private final Map<String, Bean> byName = new HashMap<>();
    private final List<Attribute> attributes = new ArrayList<>();

    private EjbJar() {}

    /** That of the module that has the bean; empty if there is none. */
    static EjbJar beside(Class<?> bean) {
        return BESIDE.get(bean);
    }

    /**
     * A bean, as far as the descriptor says something of it.
     *
     * @param kind Stateless, Stateful, Singleton or MessageDriven, or empty
     * @param transactions Container or Bean, or empty
     */
    record Bean(String name, String kind, String transactions) {}

    private record Attribute(String bean, String method, List<String> parameters, String value) {
        /** The more a rule names, the more it counts; 0 if it is about something else. */
        int weight(String asked, Method of) {
            if (!bean.equals(asked) && !bean.equals("*")) {
                return 0;
            }
            if (method.equals("*")) {
                return 1;
            }
            if (!method.equals(of.getName())) {
                return 0;
            }
            if (parameters == null) {
                return 2;
            }
            List<String> types =
                    Stream.of(of.getParameterTypes()).map(Class::getTypeName).toList();
            return types.equals(parameters) ? 3 : 0;
        }
    }

    /** What is declared of a class, or, if it is declared without a class, of the bean of that name. */
    Optional<Bean> bean(Class<?> type, String name) {
        Bean found = byClass.get(type.getName());
        return Optional.ofNullable(found == null ? byName.get(name) : found);
    }

    /** The name of a transaction attribute, as in {@code RequiresNew}. */
    Optional<String> attribute(String bean, Method method) {
        int best = 0;
        String value = null;
        for (Attribute attribute : attributes) {
            int weight = attribute.weight(bean, method);
            if (weight > best) {
                best = weight;
                value = attribute.value;
            }
        }
        return Optional.ofNullable(value);
    }

    private void read(String address, byte[] bytes) {
        Element root;
        try {
            root = parser().newDocumentBuilder()
                    .parse(new ByteArrayInputStream(bytes))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw EjbMessages.descriptorNotRead(address, e);
        }
        for (Element beans : children(root, "enterprise-beans")) {
            children(beans, "session").forEach(session -> add(session, text(session, "session-type")));
            children(beans, "message-driven").forEach(driven -> add(driven, "MessageDriven"));
        }
        for (Element assembly : children(root, "assembly-descriptor")) {
            for (Element rule : children(assembly, "container-transaction")) {
                children(rule, "method").forEach(method -> add(method, rule));
            }
        }
    }

    /** Descriptors of old versions name a DTD; nothing outside of the file is ever read. */
    private static DocumentBuilderFactory parser() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        factory.setNamespaceAware(true);
        return factory;
    }

    private void add(Element bean, String kind) {
        Bean declared = new Bean(text(bean, "ejb-name"), kind, text(bean, "transaction-type"));
        String type = text(bean, "ejb-class");
        if (type.isEmpty()) {
            byName.put(declared.name, declared);
        } else {
            byClass.put(type, declared);
        }
    }

    private void add(Element method, Element rule) {
        List<String> parameters = null;
        for (Element given : children(method, "method-params")) {
            parameters = children(given, "method-param").stream()
                    .map(parameter -> parameter.getTextContent().strip())
                    .toList();
        }
        attributes.add(new Attribute(
                text(method, "ejb-name"), text(method, "method-name"), parameters, text(rule, "trans-attribute")));
    }

    private static String text(Element of, String name) {
        return children(of, name).stream()
                .findFirst()
                .map(child -> child.getTextContent().strip())
                .orElse("");
    }

    private static List<Element> children(Element of, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = of.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element && name.equals(node.getLocalName())) {
                found.add(element);
            }
        }
        return found;
    }
}
