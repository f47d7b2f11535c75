package dev.odb.tests.server;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes an archive to deploy. */
final class Zip implements AutoCloseable {
    private final ZipOutputStream out;

    Zip(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        out = new ZipOutputStream(Files.newOutputStream(file));
    }

    /** Adds a text. */
    Zip text(String name, String text) throws IOException {
        return bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a file. */
    Zip file(String name, Path file) throws IOException {
        return bytes(name, Files.readAllBytes(file));
    }

    /** Adds the jar that a class came from. */
    Zip jarOf(String folder, Class<?> type) throws IOException {
        Path jar = source(type);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is not a jar; build with mvn verify");
        }
        return file(folder + jar.getFileName(), jar);
    }

    /** Adds the classes of a package, which are in a folder. */
    Zip packageOf(String folder, Class<?> type) throws IOException {
        String name = type.getPackageName().replace('.', '/');
        List<Path> classes;
        try (Stream<Path> files = Files.list(source(type).resolve(name))) {
            classes = files.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (Path file : classes) {
            file(folder + name + "/" + file.getFileName(), file);
        }
        return this;
    }

    /** Adds one class, which is in a folder. */
    Zip type(String folder, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        return file(folder + name, source(type).resolve(name));
    }

    /** Adds the files of a folder. */
    Zip folder(String folder, Path from) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            file(folder + from.relativize(file).toString().replace('\\', '/'), file);
        }
        return this;
    }

    /** What lets an application see the classes of an adapter. */
    static String structure(String adapter) {
        return """
                <jboss-deployment-structure xmlns="urn:jboss:deployment-structure:1.3">
                  <deployment><dependencies><module name="deployment.%s"/></dependencies></deployment>
                </jboss-deployment-structure>
                """
                .formatted(adapter);
    }

    /** What lets an application wait for an adapter. */
    static String dependency(String adapter) {
        return """
                <jboss xmlns="urn:jboss:1.0">
                  <jboss-deployment-dependencies xmlns="urn:jboss:deployment-dependencies:1.0">
                    <dependency name="%s"/>
                  </jboss-deployment-dependencies>
                </jboss>
                """
                .formatted(adapter);
    }

    /** What has an adapter call the message-driven beans of an application. */
    static String binding(String adapter) {
        return """
                <jboss:ejb-jar xmlns:jboss="http://www.jboss.com/xml/ns/javaee"
                               xmlns="http://java.sun.com/xml/ns/javaee"
                               xmlns:r="urn:resource-adapter-binding:1.0" version="3.1">
                  <assembly-descriptor>
                    <r:resource-adapter-binding>
                      <ejb-name>*</ejb-name>
                      <r:resource-adapter-name>%s</r:resource-adapter-name>
                    </r:resource-adapter-binding>
                  </assembly-descriptor>
                </jboss:ejb-jar>
                """
                .formatted(adapter);
    }

    /** The folder or jar that a class came from. */
    static Path source(Class<?> type) {
        try {
            URI source =
                    type.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Path.of(source);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Zip bytes(String name, byte[] bytes) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(bytes);
        out.closeEntry();
        return this;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
