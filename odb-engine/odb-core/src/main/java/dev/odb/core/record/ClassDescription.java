package dev.odb.core.record;

import dev.odb.core.record.StoredClass.StoredField;
import dev.odb.spi.Enhanced;
import dev.odb.spi.Managed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The catalog's form of a class; the grammar stands in the package's description. */
final class ClassDescription {
    private static final int VERSION = 1;

    private static final ClassValue<List<StoredField>> FIELDS = new ClassValue<>() {
        @Override
        protected List<StoredField> computeValue(Class<?> type) {
            return read(type);
        }
    };

    private ClassDescription() {}

    /**
     * The persistent fields, superclass first.
     *
     * @throws dev.odb.NotEnhancedException if the class was not enhanced
     */
    static List<StoredField> fields(Class<?> type) {
        return FIELDS.get(type);
    }

    /** Whether an object of the class would be stored under that description. */
    static boolean isCurrent(StoredClass stored, Class<?> type) {
        return stored.name().equals(type.getName()) && stored.fields().equals(fields(type));
    }

    private static List<StoredField> read(Class<?> type) {
        if (!Managed.class.isAssignableFrom(type) || type.getDeclaredAnnotation(Enhanced.class) == null) {
            throw RecordMessages.notEnhanced(type, "");
        }
        Deque<Class<?>> hierarchy = new ArrayDeque<>();
        for (Class<?> next = type; next != null; next = next.getSuperclass()) {
            hierarchy.addFirst(next);
        }
        List<StoredField> fields = new ArrayList<>();
        for (Class<?> next : hierarchy) {
            Enhanced stamp = next.getDeclaredAnnotation(Enhanced.class);
            for (String field : stamp == null ? new String[0] : stamp.fields()) {
                int colon = field.indexOf(':');
                fields.add(new StoredField(
                        next.getName(), field.substring(0, colon).intern(), field.substring(colon + 1)));
            }
        }
        return List.copyOf(fields);
    }

    static byte[] encode(String name, List<StoredField> fields) {
        RecordOutput out = new RecordOutput();
        out.putByte(VERSION);
        out.putString(name);
        out.putVarlong(fields.size());
        String declaredBy = "";
        for (StoredField field : fields) {
            out.putString(field.declaredBy().equals(declaredBy) ? "" : field.declaredBy());
            declaredBy = field.declaredBy();
            out.putString(field.name());
            out.putString(field.descriptor());
        }
        return out.toByteArray();
    }

    static StoredClass decode(int id, byte[] description) {
        RecordInput in = new RecordInput(description, "description of class " + id);
        int version = in.readByte();
        if (version != VERSION) {
            throw in.corrupt("its version is " + version);
        }
        String name = in.readString();
        int count = in.readCount(3);
        List<StoredField> fields = new ArrayList<>(count);
        String declaredBy = "";
        for (int i = 0; i < count; i++) {
            String other = in.readString();
            declaredBy = other.isEmpty() ? declaredBy : other;
            fields.add(new StoredField(declaredBy, in.readString().intern(), descriptor(in)));
        }
        in.end();
        return new StoredClass(id, name, List.copyOf(fields));
    }

    private static String descriptor(RecordInput in) {
        String descriptor = in.readString();
        if (descriptor.isEmpty() || "ZBSCIJFDL[".indexOf(descriptor.charAt(0)) < 0) {
            throw in.corrupt("a field has the type '" + descriptor + "'");
        }
        return descriptor;
    }
}
