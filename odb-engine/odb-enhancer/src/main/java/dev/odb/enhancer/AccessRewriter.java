package dev.odb.enhancer;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.utility.OpenedClassReader;

/** Rewrites the accesses to fields of persistent classes in one class of the application, persistent or not. */
class AccessRewriter extends ClassVisitor {
    final ClassIndex index;

    AccessRewriter(ClassVisitor out, ClassIndex index) {
        super(OpenedClassReader.ASM_API, out);
        this.index = index;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor out = super.visitMethod(access, name, descriptor, signature, exceptions);
        return out == null ? null : rewriteMethod(name, out);
    }

    MethodVisitor rewriteMethod(String name, MethodVisitor out) {
        return new MethodRewriter(out, index);
    }
}
