package dev.odb.ejb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CodeSource source = bean.getProtectionDomain().getCodeSource();
        if (source != null && source.getLocation() != null) {
            try {
                String folder = source.getLocation().toExternalForm();
                places.add(new URL(folder.endsWith("/") ? folder : folder + "/")
                        .toURI()
                        .resolve("..")
                        .resolve(DESCRIPTOR)
                        .toURL());
            } catch (MalformedURLException | java.net.URISyntaxException | IllegalArgumentException e) {
                // a location that has no folder above it holds no WEB-INF
                return places;
            }
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
