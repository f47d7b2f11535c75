package dev.odb.enhancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Constructors as compilers after Java 17 write them: statements before {@code super(...)}. */
class PrologueTest {
    private static final String NAME = "a/Flexible";
    private static final String CONSTRUCTOR = "(JLa/Flexible;)V";

    @TempDir
    Path folder;

    /** {@code Flexible(long v, Flexible other) { super((this.f = v) + (other.f += v)); }} with Object's constructor. */
    @Test
    void assignmentToThisAndToAnotherObject_areToldApart() throws Exception {
        Build build = new Build(folder);
        Path file = Files.createDirectories(build.classes().resolve("a")).resolve("Flexible.class");
        Files.write(file, flexible());
        build.compile(
                        """
                package a;
                public class Main implements java.util.concurrent.Callable<Object> {
                    public Object call() {
                        Flexible first = new Flexible(2, null);
                        Flexible second = new Flexible(3, first);
                        return first.f + " " + second.f;
                    }
                }
                """)
                .enhance();
        assertThat(build.run("a.Main")).isEqualTo("5 3");
        assertThat(storesInConstructor(Files.readAllBytes(file))).containsExactly("$odb_state", "f");
    }

    private static List<String> storesInConstructor(byte[] classFile) {
        List<String> stores = new ArrayList<>();
        MethodVisitor collector = new MethodVisitor(OpenedClassReader.ASM_API) {
            @Override
            public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                stores.add(name);
            }
        };
        ClassVisitor methods = new ClassVisitor(OpenedClassReader.ASM_API) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                return descriptor.equals(CONSTRUCTOR) ? collector : null;
            }
        };
        OpenedClassReader.of(classFile).accept(methods, 0);
        return stores;
    }

    private static byte[] flexible() {
        ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
        out.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, NAME, null, Names.OBJECT, null);
        out.visitAnnotation(Names.PERSISTENT, true).visitEnd();
        out.visitField(0, "f", "J", null, null).visitEnd();
        MethodVisitor code = out.visitMethod(Opcodes.ACC_PUBLIC, Names.CONSTRUCTOR, CONSTRUCTOR, null, null);
        code.visitCode();
        storeInThis(code);
        addToOther(code);
        code.visitInsn(Opcodes.LADD);
        code.visitInsn(Opcodes.POP2);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, Names.OBJECT, Names.CONSTRUCTOR, "()V", false);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        out.visitEnd();
        return out.toByteArray();
    }

    private static void storeInThis(MethodVisitor code) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.LLOAD, 1);
        code.visitInsn(Opcodes.DUP2_X1);
        code.visitFieldInsn(Opcodes.PUTFIELD, NAME, "f", "J");
    }

    /** Adds nothing if there is no other object. */
    private static void addToOther(MethodVisitor code) {
        Label given = new Label();
        Label ready = new Label();
        code.visitVarInsn(Opcodes.ALOAD, 3);
        code.visitJumpInsn(Opcodes.IFNONNULL, given);
        code.visitInsn(Opcodes.LCONST_0);
        code.visitJumpInsn(Opcodes.GOTO, ready);
        code.visitLabel(given);
        code.visitVarInsn(Opcodes.ALOAD, 3);
        code.visitInsn(Opcodes.DUP);
        code.visitFieldInsn(Opcodes.GETFIELD, NAME, "f", "J");
        code.visitVarInsn(Opcodes.LLOAD, 1);
        code.visitInsn(Opcodes.LADD);
        code.visitInsn(Opcodes.DUP2_X1);
        code.visitFieldInsn(Opcodes.PUTFIELD, NAME, "f", "J");
        code.visitLabel(ready);
    }
}
