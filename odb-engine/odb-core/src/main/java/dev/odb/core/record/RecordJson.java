package dev.odb.core.record;

import dev.odb.core.record.StoredClass.StoredField;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;

/**
 * Walks a record by its grammar and writes JSON; makes no object of the application. A few bytes can name a long name once
 * more, so what no sound record comes near is refused before it fills the memory.
 */
final class RecordJson {
    private static final HexFormat HEX = HexFormat.of();
    private static final int SHORT = 1 << 20;
    private static final int LONGEST_PER_BYTE = 256;

    private final RecordInput in;
    private final long limit;
    private final ClassCatalog catalog;
    private final List<String> names = new ArrayList<>();
    private final FieldReader fields;
    private final StringBuilder json = new StringBuilder();
    private StoredReferences strong;
    private StoredReferences weak;
    private int depth;

    RecordJson(byte[] record, ClassCatalog catalog) {
        this.in = new RecordInput(record, "record");
        this.limit = SHORT + (long) LONGEST_PER_BYTE * record.length;
        this.catalog = catalog;
        this.fields = new FieldReader(new ValueReader(in, catalog, null, null, null));
    }

    String render() {
        render((field, start) -> {});
        return json.toString();
    }

    /** The JSON of each field by its name, in their order. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        render((field, start) -> fields.put(field, json.substring(start)));
        return fields;
    }

    /** Renders; after each field tells its name and where its value begins. */
    private void render(ObjIntConsumer<String> told) {
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
            String name = seen.add(field.name()) ? field.name() : field.declaredBy() + "." + field.name();
            text(name);
            json.append(':');
            int start = json.length();
            field(field.descriptor());
            told.accept(name, start);
        }
        in.end();
        json.append('}');
    }

    private void field(String descriptor) {
        if (descriptor.charAt(0) == 'L' || descriptor.charAt(0) == '[') {
            value();
        } else {
            scalar(Primitives.read(descriptor, fields));
        }
    }

    private void value() {
        if (json.length() > limit) {
            throw in.corrupt("its values repeat long names too often to be written out");
        }
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
            case RECORD, VALUE -> record();
            case COMPARATOR -> comparatorField();
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

    private void comparatorField() {
        int form = in.readByte();
        if (JdkComparators.of(form) == null) {
            throw in.corrupt("a comparator has the unknown form " + form);
        }
        json.append("{\"$comparator\":");
        text(JdkComparators.name(form));
        json.append('}');
    }

    /** Not shown, but its bytes must be passed. */
    private void comparator() {
        if (in.readByte() == CollectionWriter.VALUE) {
            int length = json.length();
            value();
            json.setLength(length);
        }
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
        int start = json.length();
        int[] ends = new int[2 * count];
        boolean strings = true;
        json.append('{');
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",");
            int key = json.length();
            value();
            ends[2 * i] = json.length();
            strings &= json.charAt(key) == '"';
            json.append(':');
            value();
            ends[2 * i + 1] = json.length();
        }
        json.append('}');
        if (!strings) {
            asPairs(start, ends);
        }
    }

    /** Writes a map again that stands there as an object; {@code ends} are those of keys and values in turn. */
    private void asPairs(int start, int[] ends) {
        String object = json.substring(start);
        json.setLength(start);
        json.append('[');
        int at = 1;
        for (int i = 0; i < ends.length; i += 2) {
            json.append(i == 0 ? "" : ",").append("{\"key\":").append(object, at, ends[i] - start);
            json.append(",\"value\":").append(object, ends[i] - start + 1, ends[i + 1] - start);
            json.append('}');
            at = ends[i + 1] - start + 1;
        }
        json.append(']');
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
                json.append("\\u").append(HEX.toHexDigits(c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
