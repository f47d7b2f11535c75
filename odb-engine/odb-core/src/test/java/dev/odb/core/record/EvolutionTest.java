package dev.odb.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.CorruptStorageException;
import dev.odb.NotEnhancedException;
import dev.odb.SchemaMismatchException;
import dev.odb.core.record.StoredClass.StoredField;
import dev.odb.core.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records that an older form of a class has written; the older form is only a description in the catalog. */
class EvolutionTest {
    private static final String NAME = Holder.class.getName();
    private static final String OBJECT = "Ljava/lang/Object;";

    private final Storage storage = FakeStorage.create();
    private final ClassCatalog catalog = new ClassCatalog(storage);
    private final RecordDecoder decoder = new RecordDecoder(
            catalog, (oid, type) -> Space.managed(new Holder()), EvolutionTest.class.getClassLoader());

    private RecordOutput old(StoredField... fields) {
        RecordOutput out = new RecordOutput();
        out.putByte(0);
        out.putVarlong(storage.defineClass(ClassDescription.encode(NAME, List.of(fields))));
        out.putVarlong(0);
        return out;
    }

    private static StoredField field(String name, String descriptor) {
        return new StoredField(NAME, name, descriptor);
    }

    private Holder decode(RecordOutput record) {
        Holder holder = new Holder();
        decoder.decode(record.toByteArray(), Space.managed(holder));
        return holder;
    }

    @Test
    void movedAddedAndRemovedFields_areMatchedByName() {
        RecordOutput record = old(
                field("value", OBJECT),
                field("gone", "J"),
                field("number", "I"),
                new StoredField("Other", "more", "J"));
        record.putByte(ValueKind.STRING.tag);
        record.putString("text");
        record.putZigzag(5);
        record.putZigzag(42);
        record.putZigzag(77);
        Holder holder = decode(record);
        assertThat(holder.value).isEqualTo("text");
        assertThat(holder.number).isEqualTo(42);
        assertThat(holder.big).isZero();
        assertThat(holder.flag).isFalse();
        assertThat(holder.precise).isZero();
        assertThat(holder.other).isNull();
    }

    @Test
    void fieldOfAnotherClassOfTheHierarchy_isNotTakenWithoutAWord() {
        RecordOutput record = old(new StoredField("Other", "big", "J"));
        record.putZigzag(77);
        assertThatThrownBy(() -> decode(record))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("ODB-2360: Field 'big' of " + NAME)
                .hasMessageContaining("@Formerly(\"Other#big\")");
    }

    @Test
    void removedFieldOfAMissingClass_isSkipped() {
        RecordOutput record = old(field("gone", OBJECT), field("value", OBJECT));
        record.putByte(ValueKind.ARRAY_LIST.tag);
        record.putVarlong(2);
        record.putByte(ValueKind.ENUM.tag);
        record.putVarlong(0);
        record.putString("com.example.Missing");
        record.putVarlong(0);
        record.putString("CONSTANT");
        record.putByte(ValueKind.RECORD.tag);
        record.putVarlong(1);
        record.putVarlong(1);
        record.putVarlong(2);
        record.putByte(ValueKind.TRUE.tag);
        record.putByte(ValueKind.TRUE.tag);
        assertThat(decode(record).value).isEqualTo(true);
    }

    @Test
    void missingClassInAFieldThatStays_isAnError() {
        RecordOutput record = old(field("value", OBJECT));
        record.putByte(ValueKind.ENUM.tag);
        record.putVarlong(0);
        record.putString("com.example.Missing");
        record.putVarlong(0);
        record.putString("CONSTANT");
        assertThatThrownBy(() -> decode(record))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("com.example.Missing")
                .hasMessageContaining(NAME);
    }

    @Test
    void valueSharedWithARemovedField_isKept() {
        RecordOutput record = old(field("gone", OBJECT), field("value", OBJECT));
        record.putByte(ValueKind.ARRAY_LIST.tag);
        record.putVarlong(1);
        record.putByte(ValueKind.TRUE.tag);
        record.putByte(ValueKind.BACK.tag);
        record.putVarlong(0);
        assertThat(decode(record).value).isEqualTo(List.of(true));
    }

    @Test
    void retypedField_isAnErrorNamingBothTypes() {
        RecordOutput record = old(field("big", "I"));
        record.putZigzag(1);
        assertThatThrownBy(() -> decode(record))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("'big'")
                .hasMessageContaining(NAME)
                .hasMessageContaining("stored as I")
                .hasMessageContaining("declared as J");
    }

    @Test
    void removedConstant_isAnErrorNamingIt() {
        RecordOutput record = old(field("value", OBJECT));
        record.putByte(ValueKind.ENUM.tag);
        record.putVarlong(0);
        record.putString("java.time.DayOfWeek");
        record.putVarlong(0);
        record.putString("DOOMSDAY");
        assertThatThrownBy(() -> decode(record))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("DOOMSDAY")
                .hasMessageContaining("java.time.DayOfWeek");
    }

    record Grown(int old, int added, String text) {}

    @Test
    void componentsOfRecords_areMatchedByName() {
        RecordOutput record = old(field("value", OBJECT));
        record.putByte(ValueKind.RECORD.tag);
        record.putVarlong(0);
        record.putString(Grown.class.getName());
        record.putVarlong(2);
        record.putVarlong(0);
        record.putString("removed");
        record.putByte(ValueKind.TRUE.tag);
        record.putVarlong(0);
        record.putString("old");
        record.putByte(ValueKind.INTEGER.tag);
        record.putZigzag(3);
        assertThat(decode(record).value).isEqualTo(new Grown(3, 0, null));
    }

    @Test
    void catalog_describesTheHierarchyAndRefusesWhatItDoesNotKnow() {
        StoredClass sub = catalog.define(SubHolder.class);
        assertThat(sub.name()).isEqualTo(SubHolder.class.getName());
        assertThat(sub.fields().get(0)).isEqualTo(field("flag", "Z"));
        assertThat(sub.fields().get(sub.fields().size() - 1))
                .isEqualTo(new StoredField(SubHolder.class.getName(), "value", "Ljava/lang/String;"));
        assertThat(catalog.define(SubHolder.class)).isSameAs(sub);
        assertThat(new ClassCatalog(storage).get(sub.id())).isEqualTo(sub);
        assertThatThrownBy(() -> catalog.get(99)).isInstanceOf(CorruptStorageException.class);
        assertThatThrownBy(() -> catalog.define(String.class)).isInstanceOf(NotEnhancedException.class);
        int damaged = storage.defineClass(new byte[] {1, 2, 3});
        assertThatThrownBy(() -> catalog.get(damaged)).isInstanceOf(CorruptStorageException.class);
    }

    @Test
    void json_showsEverythingWithoutClasses() {
        Space space = new Space();
        SubHolder holder = new SubHolder();
        Holder target = new Holder();
        holder.number = 7;
        holder.real = Float.NaN;
        List<Object> list = new ArrayList<>(List.of("a\"\n", target, Map.of(1, new Grown(1, 2, "t"))));
        list.add(list);
        ((Holder) holder).value = list;
        holder.other = Map.of("k", new int[] {1, 2});
        holder.named("n");
        String json = RecordInfo.json(space.encode(holder), space.catalog);
        long oid = Space.managed(target).$odb_oid();
        assertThat(json)
                .startsWith("{\"$class\":\"" + SubHolder.class.getName() + "\",\"flag\":false")
                .contains("\"number\":7", "\"real\":\"NaN\"", "\"letter\":\"\\u0000\"")
                .contains("\"value\":[\"a\\\"\\u000a\",{\"$ref\":" + oid + ",\"$class\":\"" + NAME + "\"}")
                .contains("[{\"key\":1,\"value\":{\"$class\":\"" + Grown.class.getName() + "\",\"old\":1,\"added\":2")
                .contains("{\"$same\":0}]", "\"other\":{\"k\":[1,2]}")
                .endsWith("\"" + SubHolder.class.getName() + ".value\":\"n\"}");
    }
}
