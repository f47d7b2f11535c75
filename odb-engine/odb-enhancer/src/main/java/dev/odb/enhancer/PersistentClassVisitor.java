package dev.odb.enhancer;

import java.util.Arrays;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Turns a persistent class into an enhanced one. What it adds is synthetic, so that reflection users skip it. */
final class PersistentClassVisitor extends AccessRewriter {
    private static final int NOT_KEPT = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_FINAL;

    private final ClassFacts type;
    private final boolean topmost;
    private final Initializers initializers;

    PersistentClassVisitor(ClassVisitor out, ClassIndex index, ClassFacts type, Initializers initializers) {
        super(out, index);
        this.initializers = initializers;
        this.type = type;
        this.topmost = index.isTopmost(type);
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        if (!topmost) {
            super.visit(version, access, name, signature, superName, interfaces);
            return;
        }
        int count = interfaces == null ? 0 : interfaces.length;
        String[] extended = count == 0 ? new String[1] : Arrays.copyOf(interfaces, count + 1);
        extended[count] = Names.MANAGED;
        String generic = signature == null ? null : signature + "L" + Names.MANAGED + ";";
        super.visit(version, access, name, generic, superName, extended);
    }

    /** Private, so that code which was not rewritten fails to link; not final, so that a ghost can be loaded. */
    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        if (Names.is(access, Opcodes.ACC_STATIC)) {
            return super.visitField(access, name, descriptor, signature, value);
        }
        return super.visitField(access & ~NOT_KEPT | Opcodes.ACC_PRIVATE, name, descriptor, signature, null);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor out = super.visitMethod(access, name, descriptor, signature, exceptions);
        return EqualsArgument.isEquals(access, name, descriptor) ? new EqualsArgument(out) : out;
    }

    @Override
    MethodVisitor rewriteMethod(String name, MethodVisitor out) {
        MethodVisitor clones = new CloneCalls(out, index, type);
        return name.equals(Names.CONSTRUCTOR)
                ? new ConstructorRewriter(clones, index, type, topmost)
                : super.rewriteMethod(name, clones);
    }

    @Override
    public void visitEnd() {
        stamp();
        if (topmost) {
            new StateMembers(cv, type.name()).emit();
        }
        Accessors accessors = new Accessors(cv, type, topmost, index);
        type.fields().forEach(accessors::emit);
        new GhostMembers(cv, type, !topmost).emit();
        new RecordMethods(cv, type, topmost).emit();
        type.fields().stream()
                .filter(field -> !field.isTransient())
                .forEach(field -> initializers.emit(cv, type, field, index));
        new LoadedMethod(cv, type, index).emit();
        super.visitEnd();
    }

    private void stamp() {
        AnnotationVisitor stamp = cv.visitAnnotation(Names.ENHANCED, true);
        stamp.visit("version", Names.VERSION);
        AnnotationVisitor fields = stamp.visitArray("fields");
        type.fields().stream()
                .filter(field -> !field.isTransient())
                .forEach(field -> fields.visit(null, field.name() + ":" + field.descriptor()));
        fields.visitEnd();
        stamp.visitEnd();
    }
}
