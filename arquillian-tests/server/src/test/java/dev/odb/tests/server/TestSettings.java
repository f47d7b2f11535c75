package dev.odb.tests.server;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.odb.storage.jdbc.Postgres;
import java.nio.file.Path;
import java.util.Random;

/** What the build passes to these tests. */
public final class TestSettings {
    private TestSettings() {}

    /** The WildFly that the sample's build set up; only read. */
    public static Path serverHome() {
        return Path.of(required("odb.server.home"));
    }

    /** The project's own folder. */
    static Path project() {
        return Path.of(required("odb.project"));
    }

    /** Where the running Maven is. */
    static Path mavenHome() {
        return Path.of(required("odb.maven.home"));
    }

    /** This module's target folder. */
    public static Path folder() {
        return Path.of(required("odb.test.folder"));
    }

    /** The file of real issues, which may not be there. */
    static Path issues() {
        return Path.of(required("odb.issues.file")).normalize();
    }

    /** Ends the test if there is no PostgreSQL to start. */
    public static void requirePostgres() {
        if (!Postgres.isInstalled()) {
            missing("PostgreSQL is not installed (Debian: postgresql).");
        }
    }

    /** Ends the test: skipped with the reason, or failed where nothing may be missing. */
    public static void missing(String reason) {
        if ("true".equals(System.getenv("CI"))) {
            fail(reason + " With CI=true that is a failure.");
        }
        System.out.println("Skipped: " + reason);
        abort(reason);
    }

    /** Random numbers from a seed that is printed and may be given. */
    static Random random() {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        System.out.println("Seed: -Dodb.test.seed=" + seed);
        return new Random(seed);
    }

    private static String required(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("System property " + name + " is missing; run the test with Maven.");
        }
        return value;
    }
}
