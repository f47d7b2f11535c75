package dev.odb.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Test classes as a user runs them, and what came of it. */
final class Launched implements TestExecutionListener {
    private final Map<String, Throwable> failures = new LinkedHashMap<>();
    private final List<String> passed = new ArrayList<>();

    private Launched() {}

    static Launched run(Class<?>... testClasses) {
        return run(Map.of(), testClasses);
    }

    static Launched run(Map<String, String> parameters, Class<?>... testClasses) {
        Launched results = new Launched();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Stream.of(testClasses)
                        .map(testClass -> selectClass(testClass))
                        .toList())
                .configurationParameters(parameters)
                .build();
        LauncherFactory.create().execute(request, results);
        return results;
    }

    @Override
    public synchronized void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        if (result.getThrowable().isPresent()) {
            failures.put(identifier.getDisplayName(), result.getThrowable().get());
        } else if (identifier.isTest()) {
            passed.add(identifier.getDisplayName());
        }
    }

    /** Those that failed, tests and classes, by display name. */
    Map<String, Throwable> failures() {
        return failures;
    }

    List<String> passed() {
        return passed;
    }

    /** The only failure. */
    Throwable failure() {
        if (failures.size() != 1) {
            throw new AssertionError("one failure was expected: " + failures);
        }
        return failures.values().iterator().next();
    }
}
