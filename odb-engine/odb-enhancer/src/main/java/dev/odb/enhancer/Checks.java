package dev.odb.enhancer;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.Opcodes;

/** Finds everything that keeps the classes of a build from being enhanced, before any of them is changed. */
final class Checks {
    private final ClassIndex index;
    private final Consumer<String> problems;

    Checks(ClassIndex index, Consumer<String> problems) {
        this.index = index;
        this.problems = problems;
    }

    void check(ClassFacts type) {
        type.formerNames().stream()
                .filter(name -> index.find(name.replace('.', '/')).isPresent())
                .forEach(name -> problems.accept(EnhancerMessages.nameTaken(type, name)));
        checkReferences(type);
        if (type.isStamped()) {
            checkVersion(type);
        } else if (index.isPersistent(type)) {
            checkPersistent(type);
        }
    }

    private void checkVersion(ClassFacts type) {
        if (type.stamp() != Names.VERSION) {
            problems.accept(EnhancerMessages.otherVersion(type));
        }
    }

    private void checkPersistent(ClassFacts type) {
        String kind = wrongKind(type);
        if (kind != null) {
            problems.accept(EnhancerMessages.wrongKind(type, kind));
            return;
        }
        type.reserved().forEach(name -> problems.accept(EnhancerMessages.reservedName(type, name)));
        type.methods().stream()
                .filter(MethodFacts::onLoad)
                .filter(method -> Names.is(method.access(), Opcodes.ACC_STATIC)
                        || !method.descriptor().startsWith("()"))
                .forEach(method -> problems.accept(EnhancerMessages.wrongOnLoad(type, method)));
        checkSuperclass(type);
    }

    private static String wrongKind(ClassFacts type) {
        if (Names.is(type.access(), Opcodes.ACC_ANNOTATION)) {
            return "an annotation";
        }
        if (type.isInterface()) {
            return "an interface";
        }
        if (type.isRecord()) {
            return "a record";
        }
        return type.isEnum() ? "an enum" : null;
    }

    private void checkSuperclass(ClassFacts type) {
        Optional<ClassFacts> superclass = index.superclass(type);
        if (superclass.isPresent() && index.isPersistent(superclass.get())) {
            checkEnhanced(superclass.get(), type);
            return;
        }
        superclass
                .filter(found -> !hasNoArgConstructor(found, type))
                .ifPresent(found -> problems.accept(EnhancerMessages.noSuperConstructor(type, found)));
        ClassFacts below = type;
        while (superclass.isPresent()) {
            checkFields(superclass.get(), type);
            below = superclass.get();
            superclass = index.superclass(below);
        }
        if (below.superName() != null) {
            problems.accept(EnhancerMessages.superclassNotFound(type, below.superName()));
        }
    }

    private void checkFields(ClassFacts superclass, ClassFacts type) {
        if (!superclass.fields().isEmpty() && !isSkeleton(superclass)) {
            List<String> names =
                    superclass.fields().stream().map(FieldFacts::name).toList();
            problems.accept(EnhancerMessages.superclassWithFields(type, superclass, names));
        }
    }

    /** Classes like AbstractMap keep nothing but views in their fields; a LinkedList keeps its content in such ones. */
    private static boolean isSkeleton(ClassFacts superclass) {
        return superclass.name().startsWith("java/")
                && superclass.isAbstract()
                && superclass.fields().stream().allMatch(FieldFacts::isTransient);
    }

    private static boolean hasNoArgConstructor(ClassFacts superclass, ClassFacts type) {
        boolean samePackage = superclass.packageName().equals(type.packageName());
        return superclass.methods().stream()
                .filter(method -> method.name().equals(Names.CONSTRUCTOR)
                        && method.descriptor().equals("()V"))
                .anyMatch(method -> Names.is(method.access(), Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)
                        || samePackage && !Names.is(method.access(), Opcodes.ACC_PRIVATE));
    }

    private void checkReferences(ClassFacts type) {
        type.references().stream()
                .flatMap(reference -> index.persistentDeclarer(reference).stream())
                .distinct()
                .forEach(declarer -> checkEnhanced(declarer, type));
    }

    private void checkEnhanced(ClassFacts type, ClassFacts user) {
        if (index.isToEnhance(type)) {
            return;
        }
        if (type.isStamped()) {
            checkVersion(type);
        } else {
            problems.accept(EnhancerMessages.notEnhanced(type, user));
        }
    }
}
