package dev.odb.core.record;

import java.lang.reflect.Array;

/** Arrays of primitives: the component's descriptor, the length, the elements in fixed width. */
final class PrimitiveArrays {
    private PrimitiveArrays() {}

    static void write(Object array, RecordOutput out) {
        out.putByte(array.getClass().descriptorString().charAt(1));
        out.putVarlong(Array.getLength(array));
        if (array instanceof byte[] bytes) {
            out.putBytes(bytes);
        } else if (array instanceof boolean[] values) {
            for (boolean value : values) {
                out.putByte(value ? 1 : 0);
            }
        } else if (array instanceof short[] values) {
            for (short value : values) {
                out.putFixed16(value);
            }
        } else if (array instanceof char[] values) {
            for (char value : values) {
                out.putFixed16(value);
            }
        } else if (array instanceof int[] values) {
            for (int value : values) {
                out.putFixed32(value);
            }
        } else if (array instanceof long[] values) {
            for (long value : values) {
                out.putFixed64(value);
            }
        } else if (array instanceof float[] values) {
            for (float value : values) {
                out.putFixed32(Float.floatToRawIntBits(value));
            }
        } else {
            for (double value : (double[]) array) {
                out.putFixed64(Double.doubleToRawLongBits(value));
            }
        }
    }

    static Object read(RecordInput in) {
        char component = (char) in.readByte();
        return switch (component) {
            case 'B' -> in.readBytes(in.readCount(1));
            case 'Z' -> {
                boolean[] values = new boolean[in.readCount(1)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = in.readBoolean();
                }
                yield values;
            }
            case 'S' -> {
                short[] values = new short[in.readCount(2)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (short) in.readFixed16();
                }
                yield values;
            }
            case 'C' -> {
                char[] values = new char[in.readCount(2)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (char) in.readFixed16();
                }
                yield values;
            }
            default -> readWide(component, in);
        };
    }

    private static Object readWide(char component, RecordInput in) {
        switch (component) {
            case 'I' -> {
                int[] values = new int[in.readCount(4)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = in.readFixed32();
                }
                return values;
            }
            case 'J' -> {
                long[] values = new long[in.readCount(8)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = in.readFixed64();
                }
                return values;
            }
            case 'F' -> {
                float[] values = new float[in.readCount(4)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float.intBitsToFloat(in.readFixed32());
                }
                return values;
            }
            case 'D' -> {
                double[] values = new double[in.readCount(8)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = Double.longBitsToDouble(in.readFixed64());
                }
                return values;
            }
            default -> throw in.corrupt("an array has elements of the unknown type '" + component + "'");
        }
    }
}
