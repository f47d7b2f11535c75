package dev.odb.junit.impl;

import dev.odb.junit.OdbTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What a test class asks for.
 *
 * @param testClass the outermost class that it goes for
 */
record Settings(OdbTest annotation, Class<?> testClass) {
    /** Those of the nearest class around it that has any. */
    static Settings of(Class<?> testClass) {
        for (Class<?> one = testClass; one != null; one = one.getEnclosingClass()) {
            var found = AnnotationSupport.findAnnotation(one, OdbTest.class);
            if (found.isPresent()) {
                Settings settings = new Settings(found.get(), outermost(testClass));
                settings.check();
                return settings;
            }
        }
        throw JunitMessages.noAnnotation(testClass);
    }

    private static Class<?> outermost(Class<?> testClass) {
        Class<?> enclosing = testClass.getEnclosingClass();
        return enclosing == null || !testClass.isAnnotationPresent(Nested.class) ? testClass : outermost(enclosing);
    }

    private void check() {
        List<String> names = databases();
        if (names.isEmpty() || names.contains("") || new HashSet<>(names).size() < names.size()) {
            throw JunitMessages.noDatabases(testClass);
        }
    }

    List<String> databases() {
        return List.of(annotation.databases());
    }

    boolean discovers() {
        return annotation.classes().length == 0 && annotation.packages().length == 0;
    }

    /** The test class and those nested in it. */
    List<Class<?>> testClasses() {
        List<Class<?>> all = new ArrayList<>();
        all.add(testClass);
        for (int i = 0; i < all.size(); i++) {
            for (Class<?> inner : all.get(i).getDeclaredClasses()) {
                if (inner.isAnnotationPresent(Nested.class)) {
                    all.add(inner);
                }
            }
        }
        return all;
    }
}
