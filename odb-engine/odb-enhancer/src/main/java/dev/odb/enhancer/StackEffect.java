package dev.odb.enhancer;

import net.bytebuddy.jar.asm.ConstantDynamic;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** How many slots an instruction adds to the operand stack, from chapter 6 of the Java virtual machine specification. */
final class StackEffect {
    private StackEffect() {}

    /** Of an instruction without operands, except those that duplicate or exchange slots. */
    static int of(int opcode) {
        return switch (opcode) {
            case Opcodes.LCONST_0, Opcodes.LCONST_1, Opcodes.DCONST_0, Opcodes.DCONST_1 -> 2;
            case Opcodes.ACONST_NULL,
                    Opcodes.ICONST_M1,
                    Opcodes.ICONST_0,
                    Opcodes.ICONST_1,
                    Opcodes.ICONST_2,
                    Opcodes.ICONST_3,
                    Opcodes.ICONST_4,
                    Opcodes.ICONST_5,
                    Opcodes.FCONST_0,
                    Opcodes.FCONST_1,
                    Opcodes.FCONST_2,
                    Opcodes.I2L,
                    Opcodes.I2D,
                    Opcodes.F2L,
                    Opcodes.F2D -> 1;
            case Opcodes.NOP,
                    Opcodes.LALOAD,
                    Opcodes.DALOAD,
                    Opcodes.INEG,
                    Opcodes.LNEG,
                    Opcodes.FNEG,
                    Opcodes.DNEG,
                    Opcodes.I2F,
                    Opcodes.L2D,
                    Opcodes.F2I,
                    Opcodes.D2L,
                    Opcodes.I2B,
                    Opcodes.I2C,
                    Opcodes.I2S,
                    Opcodes.ARRAYLENGTH,
                    Opcodes.RETURN -> 0;
            case Opcodes.POP2,
                    Opcodes.LADD,
                    Opcodes.DADD,
                    Opcodes.LSUB,
                    Opcodes.DSUB,
                    Opcodes.LMUL,
                    Opcodes.DMUL,
                    Opcodes.LDIV,
                    Opcodes.DDIV,
                    Opcodes.LREM,
                    Opcodes.DREM,
                    Opcodes.LAND,
                    Opcodes.LOR,
                    Opcodes.LXOR -> -2;
            case Opcodes.IASTORE,
                    Opcodes.FASTORE,
                    Opcodes.AASTORE,
                    Opcodes.BASTORE,
                    Opcodes.CASTORE,
                    Opcodes.SASTORE,
                    Opcodes.LCMP,
                    Opcodes.DCMPL,
                    Opcodes.DCMPG -> -3;
            case Opcodes.LASTORE, Opcodes.DASTORE -> -4;
            default -> -1;
        };
    }

    /** Of a load or store of a local variable. */
    static int ofVariable(int opcode) {
        return switch (opcode) {
            case Opcodes.ILOAD, Opcodes.FLOAD, Opcodes.ALOAD -> 1;
            case Opcodes.LLOAD, Opcodes.DLOAD -> 2;
            case Opcodes.ISTORE, Opcodes.FSTORE, Opcodes.ASTORE -> -1;
            case Opcodes.LSTORE, Opcodes.DSTORE -> -2;
            default -> 0;
        };
    }

    /** Of a jump. */
    static int ofJump(int opcode) {
        return switch (opcode) {
            case Opcodes.GOTO -> 0;
            case Opcodes.IFEQ,
                    Opcodes.IFNE,
                    Opcodes.IFLT,
                    Opcodes.IFGE,
                    Opcodes.IFGT,
                    Opcodes.IFLE,
                    Opcodes.IFNULL,
                    Opcodes.IFNONNULL -> -1;
            default -> -2;
        };
    }

    /** Of a call, the receiver not counted. */
    static int ofCall(String descriptor) {
        int sizes = Type.getArgumentsAndReturnSizes(descriptor);
        return (sizes & 3) - ((sizes >> 2) - 1);
    }

    /** Of a field access. */
    static int ofField(int opcode, String descriptor) {
        int size = Type.getType(descriptor).getSize();
        boolean put = opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC;
        boolean instance = opcode == Opcodes.PUTFIELD || opcode == Opcodes.GETFIELD;
        return (put ? -size : size) - (instance ? 1 : 0);
    }

    /** Of a constant. */
    static int ofConstant(Object value) {
        boolean two = value instanceof Long
                || value instanceof Double
                || value instanceof ConstantDynamic constant && constant.getSize() == 2;
        return two ? 2 : 1;
    }

    /** Of an instruction that duplicates or exchanges slots; 0 for every other. */
    static int ofDuplication(int opcode) {
        return switch (opcode) {
            case Opcodes.DUP, Opcodes.DUP_X1, Opcodes.DUP_X2 -> 1;
            case Opcodes.DUP2, Opcodes.DUP2_X1, Opcodes.DUP2_X2 -> 2;
            default -> 0;
        };
    }
}
