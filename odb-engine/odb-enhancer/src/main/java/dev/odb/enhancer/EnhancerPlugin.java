package dev.odb.enhancer;

import java.io.File;
import java.io.IOException;
import java.util.List;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.build.BuildLogger;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.field.FieldList;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.pool.TypePool;

/**
 * Enhances the classes of a build. Byte Buddy shows it all classes first, then has them changed one by one; problems of
 * all classes are reported together at the first of these, so that nothing is changed if there is one.
 */
public final class EnhancerPlugin implements Plugin.WithPreprocessor {
    private final ClassIndex index = new ClassIndex();
    private final BuildLogger log;
    private final Report report;
    private final Inspection inspection;
    private boolean inspected;
    private volatile boolean failed;

    /**
     * Called by Byte Buddy.
     *
     * @param classes the folder of the classes that are enhanced; the report is written beside it
     */
    public EnhancerPlugin(File classes, BuildLogger log) {
        this.log = log;
        report = new Report(classes);
        inspection = new Inspection(index, report);
    }

    @Override
    public void onPreprocess(TypeDescription type, ClassFileLocator locator) {
        if (!Names.isEmitted(type.getName())) {
            index.add(type.getName(), locator);
        }
    }

    @Override
    public boolean matches(TypeDescription type) {
        inspectOnce();
        return !failed && !Names.isEmitted(type.getName()) && isToChange(facts(type));
    }

    private boolean isToChange(ClassFacts type) {
        boolean toBeFound = !type.formerNames().isEmpty() && !type.isStamped();
        return index.isToEnhance(type) || inspection.isToRewrite(type) || toBeFound;
    }

    private ClassFacts facts(TypeDescription type) {
        return index.find(type.getInternalName()).orElseThrow();
    }

    private synchronized void inspectOnce() {
        if (inspected) {
            return;
        }
        inspected = true;
        List<String> problems = inspection.problems();
        if (!problems.isEmpty()) {
            failed = true;
            throw EnhancerMessages.notEnhanceable(problems);
        }
        inspection.report();
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        ClassFacts facts = facts(type);
        boolean enhanced = index.isToEnhance(facts);
        Initializers initializers = enhanced ? initializers(facts, locator) : null;
        DynamicType.Builder<?> changed = builder.visit(new Wrapper(index, facts, initializers));
        for (String name : facts.formerNames()) {
            changed = changed.require(formerName(name), new FormerNameWriter(facts).write(name));
        }
        if (!enhanced || StandInWriter.obstacle(facts).isPresent()) {
            return changed;
        }
        StandInWriter standIn = new StandInWriter(facts, index);
        TypeDescription standInType = new TypeDescription.Latent(
                standIn.className(), standIn.access(), type.asGenericType(), List.<TypeDescription.Generic>of());
        return changed.require(standInType, standIn.write());
    }

    private static TypeDescription formerName(String name) {
        return new TypeDescription.Latent(
                FormerNameWriter.className(name),
                FormerNameWriter.access(),
                TypeDescription.Generic.OfNonGenericType.ForLoadedType.of(Object.class),
                List.<TypeDescription.Generic>of());
    }

    private Initializers initializers(ClassFacts type, ClassFileLocator locator) {
        Initializers found = Initializers.of(
                type, ClassIndex.locate(type.className(), locator).resolve(), index);
        inspection.report(type, found);
        return found;
    }

    @Override
    public synchronized void close() throws IOException {
        if (inspected && !failed) {
            report.write();
            long enhanced =
                    index.ofThisBuild().stream().filter(index::isToEnhance).count();
            log.info("Enhanced " + enhanced + " persistent class(es) out of "
                    + index.ofThisBuild().size() + " class(es) looked at; see " + report.file());
        }
    }

    @Override
    public String toString() {
        return "the ODB enhancer";
    }

    private static final class Wrapper extends AsmVisitorWrapper.AbstractBase {
        private final ClassIndex index;
        private final ClassFacts facts;
        private final Initializers initializers;

        Wrapper(ClassIndex index, ClassFacts facts, Initializers initializers) {
            this.index = index;
            this.facts = facts;
            this.initializers = initializers;
        }

        @Override
        public int mergeWriter(int flags) {
            return flags | ClassWriter.COMPUTE_MAXS;
        }

        @Override
        public ClassVisitor wrap(
                TypeDescription instrumentedType,
                ClassVisitor out,
                Implementation.Context context,
                TypePool pool,
                FieldList<FieldDescription.InDefinedShape> fields,
                MethodList<?> methods,
                int writerFlags,
                int readerFlags) {
            return initializers != null
                    ? new PersistentClassVisitor(out, index, facts, initializers)
                    : new AccessRewriter(out, index);
        }
    }
}
