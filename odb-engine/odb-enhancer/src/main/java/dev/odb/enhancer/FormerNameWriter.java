package dev.odb.enhancer;

import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;

/** Writes the marker by which a class is found under an earlier name; it has no members. */
final class FormerNameWriter {
    private final ClassFacts type;

    FormerNameWriter(ClassFacts type) {
        this.type = type;
    }

    static int access() {
        return Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_SYNTHETIC;
    }

    byte[] write(String formerName) {
        ClassWriter out = new ClassWriter(0);
        out.visit(
                type.classFileVersion(),
                access() | Opcodes.ACC_SUPER,
                className(formerName).replace('.', '/'),
                null,
                Names.OBJECT,
                null);
        AnnotationVisitor moved = out.visitAnnotation(Names.MOVED_TO, true);
        moved.visit("value", type.className());
        moved.visitEnd();
        out.visitEnd();
        return out.toByteArray();
    }

    static String className(String formerName) {
        return formerName + Names.FORMERLY_SUFFIX;
    }
}
