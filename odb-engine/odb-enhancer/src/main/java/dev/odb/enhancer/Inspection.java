package dev.odb.enhancer;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;

/** Looks at every class of the build once all are known: what is wrong, what is to be done, what is to be reported. */
final class Inspection {
    static final String ENHANCED_BEFORE = ": it was enhanced before";

    private final ClassIndex index;
    private final Report report;

    Inspection(ClassIndex index, Report report) {
        this.index = index;
        this.report = report;
    }

    /** What keeps the build from being enhanced. */
    List<String> problems() {
        List<String> found = new ArrayList<>();
        Checks checks = new Checks(index, found::add);
        index.ofThisBuild().forEach(checks::check);
        return found.stream().distinct().toList();
    }

    boolean isToRewrite(ClassFacts type) {
        return !type.isStamped()
                && type.references().stream().anyMatch(reference -> index.persistentDeclarer(reference)
                        .isPresent());
    }

    void report() {
        index.ofThisBuild().forEach(this::report);
    }

    private void report(ClassFacts type) {
        if (index.isToEnhance(type)) {
            reportEnhanced(type);
        } else if (type.isStamped()) {
            report.add("skipped", type, ENHANCED_BEFORE);
        } else {
            String accesses = isToRewrite(type) || type.callsAccessors()
                    ? ", its accesses to persistent fields are rewritten"
                    : "";
            report.add("skipped", type, ": it is not persistent" + accesses);
            type.methods().stream()
                    .filter(MethodFacts::onLoad)
                    .forEach(method -> report.add(
                            "warning",
                            type,
                            ": @OnLoad method " + method.name() + " never runs, because the class is not persistent"));
        }
    }

    private void reportEnhanced(ClassFacts type) {
        long fields =
                type.fields().stream().filter(field -> !field.isTransient()).count();
        report.add("enhanced", type, " (" + fields + " fields)");
        StandInWriter.obstacle(type)
                .ifPresent(reason -> report.add(
                        "note", type, ": no stand-in, so it cannot be injected as a root, because " + reason));
        if (type.local()) {
            report.add(
                    "warning",
                    type,
                    ": the compiler numbers local and anonymous classes, so the name that is stored can become that of"
                            + " another class when the code around it changes");
        }
        type.fields().stream()
                .filter(field -> field.isTransient() && Names.is(field.access(), Opcodes.ACC_FINAL))
                .forEach(field -> report.add(
                        "warning",
                        type,
                        ": final transient field '" + field.name()
                                + "' is empty after loading, since no constructor runs; let an @OnLoad method set it"));
        type.fields().stream()
                .filter(field -> !field.isPrivate() && !field.isTransient() && !field.isSynthetic())
                .filter(field -> !hasGetter(type, field))
                .forEach(field -> report.add(
                        "warning",
                        type,
                        ": non-private persistent field '" + field.name()
                                + "' without a getter is invisible to reflection (JSON-B, Jackson)"));
    }

    /** What was found only when the class was changed. */
    void report(ClassFacts type, Initializers initializers) {
        type.fields().stream()
                .filter(field -> !field.isTransient() && initializers.unknown().contains(field.name()))
                .forEach(field -> report.add(
                        "note",
                        type,
                        ": the initializer of field '" + field.name()
                                + "' cannot be copied, so objects stored without the field get its type's zero"));
    }

    private static boolean hasGetter(ClassFacts type, FieldFacts field) {
        String name = field.name();
        String capitalized = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        List<String> getters = List.of("get" + capitalized, "is" + capitalized, name);
        return type.methods().stream()
                .anyMatch(method ->
                        getters.contains(method.name()) && method.descriptor().equals("()" + field.descriptor()));
    }
}
