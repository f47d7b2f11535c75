package dev.odb.ejb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.CodeSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A deployment descriptor beside a bean: in META-INF of its jar, or in WEB-INF of its web application. */
final class Descriptor {
    /** From the folder of classes: in it; in WEB-INF, if it is WEB-INF/classes or a jar of WEB-INF/lib. */
    private static final String[] PLACES = {"META-INF/", "../", "../../"};

    private Descriptor() {}

    /** The descriptors of that name, by their addresses, without those that are not there. */
    static Map<String, byte[]> beside(Class<?> bean, String name) {
        Map<String, byte[]> found = new LinkedHashMap<>();
        CodeSource source = bean.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return found;
        }
        try {
            URL folder = folder(source.getLocation());
            for (String place : PLACES) {
                URL address = new URL(folder, place + name);
                read(address).ifPresent(bytes -> found.put(address.toExternalForm(), bytes));
            }
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static URL folder(URL location) throws MalformedURLException {
        String text = location.toExternalForm();
        if (location.getProtocol().equals("file") && text.endsWith(".jar")) {
            return new URL("jar:" + text + "!/");
        }
        return text.endsWith("/") ? location : new URL(text + "/");
    }

    private static Optional<byte[]> read(URL address) {
        try (InputStream in = address.openStream()) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            // no descriptor at a place where one may be; servers say it with different exceptions
            return Optional.empty();
        }
    }
}
