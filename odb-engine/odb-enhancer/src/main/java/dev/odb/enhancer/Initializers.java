package dev.odb.enhancer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * The initializers of the instance fields of a class. The compiler copies them, and the initializer blocks, into each
 * constructor, between {@code super(...)} and the constructor's own code. Where that begins is told by the lines: the
 * constructor's own code stands between its first line and that of its closing brace, the initializers do not.
 */
final class Initializers {
    private final Map<String, List<Statement>> known = new HashMap<>();
    private final Set<String> unknown = new TreeSet<>();

    private Initializers() {}

    /** Those of a class as it stands in the source. */
    static Initializers of(ClassFacts type, byte[] classFile, ClassIndex index) {
        List<ConstructorReader> constructors = new ArrayList<>();
        ClassVisitor visitor = new ClassVisitor(OpenedClassReader.ASM_API) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                if (!name.equals(Names.CONSTRUCTOR)) {
                    return null;
                }
                constructors.add(new ConstructorReader(index, type, descriptor));
                return constructors.get(constructors.size() - 1);
            }
        };
        OpenedClassReader.of(classFile).accept(visitor, ClassReader.EXPAND_FRAMES);
        constructors.removeIf(ConstructorReader::delegates);
        Initializers found = new Initializers();
        if (!constructors.isEmpty()) {
            found.read(constructors, type.inner());
        }
        return found;
    }

    /** The statements that give a field its value, in their order; none if it has no initializer or an unknown one. */
    List<Statement> of(String field) {
        return unknown.contains(field) ? List.of() : known.getOrDefault(field, List.of());
    }

    /** The fields whose initializers cannot be told from the code of a constructor, or depend on more than the field. */
    Set<String> unknown() {
        return unknown;
    }

    /** All constructors begin with the same initializers, so the one that seems to have the fewest is right. */
    private void read(List<ConstructorReader> constructors, boolean inner) {
        ConstructorReader best = constructors.get(0);
        List<Statement> statements = best.statements();
        int count = -1;
        for (ConstructorReader constructor : constructors) {
            ConstructorBody body = new ConstructorBody(constructor, inner);
            int start = body.start().orElse(-1);
            if (start >= 0 && (count < 0 || start < count)) {
                best = constructor;
                statements = body.statements();
                count = start;
            }
        }
        boolean[] branched = branched(statements, best.guarded());
        for (int i = 0; i < count; i++) {
            String field = branched[i] ? null : statements.get(i).assigned();
            if (field != null) {
                known.computeIfAbsent(field, name -> new ArrayList<>()).add(statements.get(i));
            } else {
                puts(statements.get(i));
            }
        }
        if (count < 0) {
            statements.stream()
                    .filter(statement -> statement.assigned() != null)
                    .forEach(this::puts);
        }
    }

    private void puts(Statement statement) {
        statement.steps().stream().map(Step::puts).filter(name -> name != null).forEach(unknown::add);
    }

    /** The statements that are passed over, repeated or entered by a jump. */
    private static boolean[] branched(List<Statement> statements, List<Label> guarded) {
        Map<Label, Integer> inside = new HashMap<>();
        Map<Label, Integer> before = new HashMap<>();
        for (int i = 0; i < statements.size(); i++) {
            int place = i;
            statements.get(i).inner().forEach(label -> inside.put(label, place));
            statements.get(i).entered().forEach(label -> before.put(label, place));
        }
        boolean[] branched = new boolean[statements.size()];
        for (int i = 0; i < branched.length; i++) {
            int place = i;
            statements.get(i).targets().forEach(target -> {
                Integer to = inside.get(target);
                if (to == null) {
                    // over everything up to there; back, that one is repeated as well
                    int next = before.get(target);
                    mark(branched, place, next > place ? next - 1 : next);
                } else if (to != place) {
                    mark(branched, place, to);
                }
            });
        }
        int first = branched.length;
        int last = -1;
        for (Label label : guarded) {
            Integer place = inside.getOrDefault(label, before.get(label));
            if (place != null) {
                first = Math.min(first, place);
                last = Math.max(last, place);
            }
        }
        if (first <= last) {
            mark(branched, first, last);
        }
        return branched;
    }

    private static void mark(boolean[] branched, int one, int other) {
        for (int i = Math.min(one, other); i <= Math.max(one, other); i++) {
            branched[i] = true;
        }
    }

    /** Emits the method that gives a field the value of its initializer; an access to a field in it is rewritten. */
    void emit(ClassVisitor out, ClassFacts type, FieldFacts field, ClassIndex index) {
        List<Statement> statements = of(field.name());
        if (statements.isEmpty()) {
            return;
        }
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
        MethodVisitor code =
                out.visitMethod(access, Names.DEFAULT + field.name(), "(L" + type.name() + ";)V", null, null);
        MethodVisitor rewriter = new MethodRewriter(code, index);
        rewriter.visitCode();
        statements.forEach(
                statement -> statement.steps().forEach(step -> step.code().accept(rewriter)));
        rewriter.visitInsn(Opcodes.RETURN);
        rewriter.visitMaxs(0, 0);
        rewriter.visitEnd();
    }
}
