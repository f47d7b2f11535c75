package dev.odb.enhancer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import net.bytebuddy.dynamic.ClassFileLocator;

/**
 * The classes of this build and, read when they are asked for, those on its class path. Filled before any class is
 * changed, so it shows all of them as they stood in the source. All threads may use it.
 */
final class ClassIndex {
    private final ConcurrentMap<String, ClassFacts> ofThisBuild = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Optional<ClassFacts>> ofClassPath = new ConcurrentHashMap<>();
    private volatile ClassFileLocator classPath = ClassFileLocator.NoOp.INSTANCE;

    ClassFacts add(String className, ClassFileLocator locator) {
        ClassFacts facts = FactsReader.read(locate(className, locator).resolve(), true);
        ofThisBuild.put(facts.name(), facts);
        classPath = locator;
        return facts;
    }

    Collection<ClassFacts> ofThisBuild() {
        return new TreeMap<>(ofThisBuild).values();
    }

    Optional<ClassFacts> find(String name) {
        ClassFacts own = ofThisBuild.get(name);
        return own != null ? Optional.of(own) : ofClassPath.computeIfAbsent(name, this::readFromClassPath);
    }

    private Optional<ClassFacts> readFromClassPath(String name) {
        ClassFileLocator.Resolution found = locate(Names.dotted(name), classPath);
        return found.isResolved() ? Optional.of(FactsReader.read(found.resolve(), false)) : Optional.empty();
    }

    static ClassFileLocator.Resolution locate(String className, ClassFileLocator locator) {
        try {
            return locator.locate(className);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the class file of " + className, e);
        }
    }

    /** The superclass; empty for {@link Object}, for interfaces, and where the class path has a gap. */
    Optional<ClassFacts> superclass(ClassFacts type) {
        return type.superName() == null || type.isInterface() ? Optional.empty() : find(type.superName());
    }

    boolean isPersistent(ClassFacts type) {
        return type.annotated()
                || type.isStamped()
                || superclass(type).filter(this::isPersistent).isPresent();
    }

    /** Whether the class is the one of its hierarchy that gets the state. */
    boolean isTopmost(ClassFacts type) {
        return superclass(type).filter(this::isPersistent).isEmpty();
    }

    /** Whether this run turns the class into an enhanced one. */
    boolean isToEnhance(ClassFacts type) {
        return ofThisBuild.containsKey(type.name()) && !type.isStamped() && isPersistent(type);
    }

    /** The persistent class that declares the field, if one does; looked up as the virtual machine does. */
    Optional<ClassFacts> persistentDeclarer(FieldReference reference) {
        if (reference.owner().startsWith("java/")) {
            return Optional.empty();
        }
        Optional<ClassFacts> type = find(reference.owner());
        while (type.isPresent() && !declares(type.get(), reference)) {
            type = superclass(type.get());
        }
        return type.filter(this::isPersistent);
    }

    private static boolean declares(ClassFacts type, FieldReference reference) {
        return type.fields().stream()
                .anyMatch(field -> field.name().equals(reference.name())
                        && field.descriptor().equals(reference.descriptor()));
    }
}
