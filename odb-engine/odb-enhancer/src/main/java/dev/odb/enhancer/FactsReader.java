package dev.odb.enhancer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;

/** Reads {@link ClassFacts} out of a class file. */
final class FactsReader extends ClassVisitor {
    private final List<FieldFacts> fields = new ArrayList<>();
    private final List<MethodFacts> methods = new ArrayList<>();
    private final List<String> reserved = new ArrayList<>();
    private final List<String> formerNames = new ArrayList<>();
    private final Set<FieldReference> references = new LinkedHashSet<>();
    private int version;
    private int access;
    private String name;
    private String superName;
    private boolean annotated;
    private int stamp;
    private boolean inner;
    private boolean local;
    private boolean sealed;
    private boolean callsAccessors;

    private FactsReader() {
        super(OpenedClassReader.ASM_API);
    }

    static ClassFacts read(byte[] classFile, boolean withCode) {
        FactsReader reader = new FactsReader();
        int flags = ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG | (withCode ? 0 : ClassReader.SKIP_CODE);
        OpenedClassReader.of(classFile).accept(reader, flags);
        return reader.facts();
    }

    private ClassFacts facts() {
        return new ClassFacts(
                version,
                access,
                name,
                superName,
                annotated,
                stamp,
                inner,
                local,
                sealed,
                List.copyOf(fields),
                List.copyOf(methods),
                stamp == 0 ? List.copyOf(reserved) : List.of(),
                List.copyOf(formerNames),
                callsAccessors,
                Set.copyOf(references));
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        this.version = version;
        this.access = access;
        this.name = name;
        this.superName = superName;
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        annotated |= descriptor.equals(Names.PERSISTENT);
        if (descriptor.equals(Names.FORMERLY)) {
            return new Former();
        }
        return descriptor.equals(Names.ENHANCED) ? new Stamp() : null;
    }

    @Override
    public void visitInnerClass(String innerName, String outerName, String simpleName, int innerAccess) {
        if (innerName.equals(name)) {
            local = outerName == null;
            inner = local || !Names.is(innerAccess, Opcodes.ACC_STATIC);
        }
    }

    @Override
    public void visitPermittedSubclass(String permittedSubclass) {
        sealed = true;
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        if (name.startsWith(Names.PREFIX)) {
            reserved.add(name);
        } else if (!Names.is(access, Opcodes.ACC_STATIC)) {
            fields.add(new FieldFacts(access, name, descriptor));
        }
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        if (name.startsWith(Names.PREFIX)) {
            reserved.add(name);
        }
        return new MethodReader(access, name, descriptor);
    }

    private final class Stamp extends AnnotationVisitor {
        Stamp() {
            super(OpenedClassReader.ASM_API);
        }

        @Override
        public void visit(String name, Object value) {
            if (value instanceof Integer found) {
                stamp = found;
            }
        }
    }

    private final class Former extends AnnotationVisitor {
        Former() {
            super(OpenedClassReader.ASM_API);
        }

        @Override
        public void visit(String name, Object value) {
            formerNames.add((String) value);
        }

        @Override
        public AnnotationVisitor visitArray(String name) {
            return this;
        }
    }

    private final class MethodReader extends MethodVisitor {
        private final int access;
        private final String name;
        private final String descriptor;
        private boolean onLoad;

        MethodReader(int access, String name, String descriptor) {
            super(OpenedClassReader.ASM_API);
            this.access = access;
            this.name = name;
            this.descriptor = descriptor;
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            onLoad |= descriptor.equals(Names.ON_LOAD);
            return null;
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            if (opcode == Opcodes.GETFIELD || opcode == Opcodes.PUTFIELD) {
                references.add(new FieldReference(owner, name, descriptor));
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            callsAccessors |= name.startsWith(Names.GETTER) || name.startsWith(Names.SETTER);
        }

        @Override
        public void visitEnd() {
            methods.add(new MethodFacts(access, name, descriptor, onLoad));
        }
    }
}
