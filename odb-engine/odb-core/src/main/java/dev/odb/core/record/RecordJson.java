package dev.odb.core.record;

import dev.odb.core.record.StoredClass.StoredField;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Walks a record by its grammar and writes JSON; makes no object of the application. */
final class RecordJson {
    private final RecordInput in;
    private final ClassCatalog catalog;
    private final List<String> names = new ArrayList<>();
    private final FieldReader fields;
    private StringBuilder json = new StringBuilder();
    private StoredReferences strong;
    private StoredReferences weak;
    private int depth;

    RecordJson(byte[] record, ClassCatalog catalog) {
        this.in = new RecordInput(record, "record");
        this.catalog = catalog;
        this.fields = new FieldReader(new ValueReader(in, catalog, null, null, null));
    }

    String render() {
        int flags = RecordInfo.flags(in);
        StoredClass type = catalog.get(in.readVarint());
        in.subject("object of " + type.name());
        strong = StoredReferences.read(in);
        weak = StoredReferences.readWeak(in, flags);
        json.append("{\"$class\":");
        text(type.name());
        Set<String> seen = new HashSet<>();
        for (StoredField field : type.fields()) {
            json.append(',');
            text(seen.add(field.name()) ? field.name() : field.declaredBy() + "." + field.name());
            json.append(':');
            field(field.descriptor());
        }
        in.end();
        return json.append('}').toString();
    }

    private void field(String descriptor) {
        if (descriptor.charAt(0) == 'L' || descriptor.charAt(0) == '[') {
            value();
        } else {
            scalar(Primitives.read(descriptor, fields));
        }
    }

    private void value() {
        ValueKind kind = ValueKind.read(in);
        if (kind.scalar()) {
            scalar(Scalars.read(kind, in));
            return;
        }
        if (++depth > ValueWriter.MAX_DEPTH) {
            throw in.corrupt("values stand in each other more than " + ValueWriter.MAX_DEPTH + " deep");
        }
        switch (kind) {
            case NULL -> json.append("null");
            case REFERENCE -> reference("$ref", strong);
            case WEAK_REFERENCE -> reference("$weak", weak);
            case BACK -> json.append("{\"$same\":").append(in.readVarint()).append('}');
            case OPTIONAL -> value();
            case ENUM -> {
                name();
                text(name());
            }
            case RECORD -> record();
            case PRIMITIVE_ARRAY -> primitives();
            case OBJECT_ARRAY, ENUM_SET -> {
                name();
                elements();
            }
            default -> collection(kind);
        }
        depth--;
    }

    private void collection(ValueKind kind) {
        switch (kind) {
            case TREE_SET, IMMUTABLE_TREE_SET -> {
                comparator();
                elements();
            }
            case HASH_MAP, LINKED_HASH_MAP, IMMUTABLE_MAP -> map();
            case TREE_MAP, IMMUTABLE_TREE_MAP -> {
                comparator();
                map();
            }
            case ENUM_MAP -> {
                name();
                map();
            }
            default -> elements();
        }
    }

    /** Not shown, but its bytes must be passed. */
    private void comparator() {
        if (in.readByte() == CollectionWriter.VALUE) {
            aside();
        }
    }

    private String aside() {
        StringBuilder outer = json;
        json = new StringBuilder();
        value();
        String rendered = json.toString();
        json = outer;
        return rendered;
    }

    private void reference(String kind, StoredReferences block) {
        int index = block.readIndex(in);
        json.append("{\"").append(kind).append("\":").append(block.oids[index]).append(",\"$class\":");
        text(catalog.get(block.classIds[index]).name());
        json.append('}');
    }

    private void record() {
        json.append("{\"$class\":");
        text(name());
        int count = in.readCount(2);
        for (int i = 0; i < count; i++) {
            json.append(',');
            text(name());
            json.append(':');
            value();
        }
        json.append('}');
    }

    private void primitives() {
        Object array = PrimitiveArrays.read(in);
        int length = Array.getLength(array);
        json.append('[');
        for (int i = 0; i < length; i++) {
            json.append(i == 0 ? "" : ",");
            scalar(Array.get(array, i));
        }
        json.append(']');
    }

    private void elements() {
        int count = in.readCount(1);
        json.append('[');
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",");
            value();
        }
        json.append(']');
    }

    /** An object if every key is a string in JSON, else a list of pairs. */
    private void map() {
        int count = in.readCount(2);
        String[] keys = new String[count];
        String[] values = new String[count];
        boolean strings = true;
        for (int i = 0; i < count; i++) {
            keys[i] = aside();
            values[i] = aside();
            strings &= keys[i].startsWith("\"");
        }
        json.append(strings ? '{' : '[');
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",");
            if (strings) {
                json.append(keys[i]).append(':').append(values[i]);
            } else {
                json.append("{\"key\":")
                        .append(keys[i])
                        .append(",\"value\":")
                        .append(values[i])
                        .append('}');
            }
        }
        json.append(strings ? '}' : ']');
    }

    private String name() {
        int number = in.readVarint();
        if (number == 0) {
            names.add(in.readString());
            return names.get(names.size() - 1);
        }
        if (number > names.size()) {
            throw in.corrupt("the name " + number + " does not come before");
        }
        return names.get(number - 1);
    }

    private void scalar(Object value) {
        boolean bare = value instanceof Boolean
                || value instanceof Number
                        && !(value instanceof Double d && !Double.isFinite(d))
                        && !(value instanceof Float f && !Float.isFinite(f));
        if (bare) {
            json.append(value);
        } else {
            text(value.toString());
        }
    }

    private void text(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
