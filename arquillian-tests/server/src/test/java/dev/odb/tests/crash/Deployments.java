package dev.odb.tests.crash;

import dev.odb.tests.crash.inside.PlainMain;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.postgresql.xa.PGXADataSource;

/** What the crash matrix deploys into WildFly. */
final class Deployments {
    private static final String STRUCTURE =
            """
            <jboss-deployment-structure xmlns="urn:jboss:deployment-structure:1.3">
              <deployment><dependencies>
                <module name="deployment.odb.rar"/>
                <module name="org.jboss.jts"/>
              </dependencies></deployment>
            </jboss-deployment-structure>
            """;
    private static final String DATASOURCE =
            """
            <datasources xmlns="http://www.jboss.org/ironjacamar/schema">
              <xa-datasource jndi-name="%s" pool-name="crash">
                <driver>postgresql.jar</driver>
                <xa-datasource-class>%s</xa-datasource-class>
                <xa-datasource-property name="Url">%s</xa-datasource-property>
                <xa-pool><min-pool-size>0</min-pool-size><max-pool-size>4</max-pool-size></xa-pool>
                <security><user-name>odb</user-name><password>odb</password></security>
                <recovery>
                  <recover-credential><user-name>odb</user-name><password>odb</password></recover-credential>
                </recovery>
              </xa-datasource>
            </datasources>
            """;

    private static final String OWN_TRANSACTIONS =
            """
            <datasources xmlns="http://www.jboss.org/ironjacamar/schema">
              <datasource jndi-name="%s" pool-name="objects" jta="false">
                <connection-url>%s</connection-url>
                <driver>postgresql.jar</driver>
                <pool><min-pool-size>0</min-pool-size><max-pool-size>8</max-pool-size></pool>
                <security><user-name>odb</user-name><password>odb</password></security>
              </datasource>
            </datasources>
            """;
    /** The data source of objects in tables. */
    static final String OBJECTS = "java:jboss/datasources/Objects";

    private Deployments() {}

    /** The application that takes commands. */
    static void writeWar(Path war) throws IOException, URISyntaxException {
        Path classes = codeOf(PlainMain.class);
        Path inside = classes.resolve(PlainMain.class.getPackageName().replace('.', '/'));
        try (OutputStream file = Files.newOutputStream(war);
                JarOutputStream jar = new JarOutputStream(file);
                Stream<Path> all = Files.list(inside)) {
            for (Path one : all.filter(Deployments::isNeeded).toList()) {
                jar.putNextEntry(new JarEntry("WEB-INF/classes/" + classes.relativize(one)));
                Files.copy(one, jar);
            }
            jar.putNextEntry(new JarEntry("WEB-INF/jboss-deployment-structure.xml"));
            jar.write(STRUCTURE.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What runs without a server only has classes that the server does not offer. */
    private static boolean isNeeded(Path classFile) {
        return !classFile.getFileName().toString().startsWith("Plain");
    }

    /** The driver, and a datasource that uses it: the other resource, or what keeps the objects. */
    static void writePostgres(Path deployments, String url, Case one) throws IOException, URISyntaxException {
        Files.copy(codeOf(PGXADataSource.class), deployments.resolve("postgresql.jar"));
        if (one.objects() == Objects.TABLES) {
            Files.writeString(
                    deployments.resolve("objects-ds.xml"),
                    OWN_TRANSACTIONS.formatted(OBJECTS, url.replace("&", "&amp;")));
            return;
        }
        Files.writeString(
                deployments.resolve("crash-ds.xml"),
                DATASOURCE.formatted(
                        OtherResource.POSTGRESQL.jndiName(),
                        PGXADataSource.class.getName(),
                        url.replace("&", "&amp;")));
    }

    private static Path codeOf(Class<?> type) throws URISyntaxException {
        URI location = type.getProtectionDomain().getCodeSource().getLocation().toURI();
        return Path.of(location);
    }
}
