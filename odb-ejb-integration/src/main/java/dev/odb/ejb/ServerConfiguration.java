package dev.odb.ejb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Looks for WildFly's descriptor beside a bean: in META-INF of its jar or in WEB-INF of its web application. */
final class ServerConfiguration {
    private static final String DESCRIPTOR = "jboss-ejb3.xml";

    private ServerConfiguration() {}

    static boolean namesContainerInterceptor(Class<?> bean) {
        return places(bean).stream()
                .anyMatch(place -> text(place).contains(ReplayContainerInterceptor.class.getName()));
    }

    private static List<URL> places(Class<?> bean) {
        List<URL> places = new ArrayList<>();
        try {
            places.addAll(Collections.list(bean.getClassLoader().getResources("META-INF/" + DESCRIPTOR)));
            CodeSource source = bean.getProtectionDomain().getCodeSource();
            if (source != null && source.getLocation() != null) {
                // of WEB-INF/classes or a jar in WEB-INF/lib
                String folder = source.getLocation().toExternalForm();
                places.add(new URL(new URL(folder.endsWith("/") ? folder : folder + "/"), "../" + DESCRIPTOR));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return places;
    }

    private static String text(URL place) {
        try (InputStream in = place.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // no descriptor at a place where one may be
            return "";
        }
    }
}
