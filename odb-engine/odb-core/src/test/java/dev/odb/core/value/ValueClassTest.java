package dev.odb.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ByValue;
import dev.odb.DetachedObjectException;
import dev.odb.NotPersistentException;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.SchemaMismatchException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueClassTest {
    @TempDir
    Path folder;

    private ObjectDatabase database;

    @BeforeEach
    void open() {
        open(Set.of());
    }

    private void open(Set<String> allowed) {
        database = ObjectDatabase.open(
                OdbConfiguration.of("odb:file:" + folder.resolve("db")).withValueClasses(allowed));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void change(Consumer<Account> change) {
        database.transact(c -> {
            change.accept(c.root("account", Account.class, Account::new));
            return null;
        });
    }

    private Object read(Function<Account, Object> read) {
        return database.transact(c -> read.apply(c.root("account", Account.class)));
    }

    @Test
    void fields_areStoredWithThoseOfSuperclasses() {
        change(account -> {
            account.money = new Money(250, "CHF");
            account.money.notes.add("n");
            account.money.cached = 9;
            account.more = new Money[] {account.money, new Money(1, "USD")};
            account.any = List.of(account.money);
        });
        close();
        open();
        assertThat(read(account -> account.money + " " + account.more[1])).isEqualTo("250 CHF [n] 1 USD []");
        assertThat(read(account -> account.money.cached)).as("transient").isEqualTo(5);
        assertThat(read(account -> account.more[0] == account.money && ((List<?>) account.any).get(0) == account.money))
                .as("one value is one again")
                .isEqualTo(true);
    }

    @Test
    void oneValueInTwoObjects_isRefusedWithBothPaths() {
        assertThatThrownBy(() -> change(account -> {
                    Account other = new Account();
                    account.money = new Money(1, "EUR");
                    other.money = account.money;
                    account.any = other;
                }))
                .isInstanceOf(NotPersistentException.class)
                .hasMessageContaining("ODB-2680")
                .hasMessageContaining("account.money")
                .hasMessageContaining("account.any.money");
    }

    @Test
    void changesWithoutACall_areFound() {
        change(account -> account.money = new Money(1, "EUR"));
        change(account -> account.money.cents++);
        change(account -> account.money.notes.add("x"));
        change(account -> account.any = new ArrayList<>(List.of(new Money(7, "EUR"))));
        change(account -> ((Money) ((List<?>) account.any).get(0)).cents = 8);
        assertThat(read(account -> account.money + " " + account.any)).isEqualTo("2 EUR [x] [8 EUR []]");
        int before = database.undoLog(0, 100).size();
        assertThat(read(account -> account.money.notes)).isEqualTo(List.of("x"));
        assertThat(database.undoLog(0, 100)).hasSize(before);
    }

    @Test
    void valueThatContainsItself_isRestored() {
        change(account -> {
            account.money = new Money(1, "EUR");
            account.money.inner = List.of(new ArrayList<>(List.of(account.money)));
        });
        assertThat(read(account -> ((List<?>) ((List<?>) account.money.inner).get(0)).get(0) == account.money))
                .isEqualTo(true);
    }

    /** As with collections that stand in a field: what is changed in vain must not go unnoticed. */
    @Test
    void collectionInAValue_isDetachedWithItsOwner() {
        change(account -> {
            account.money = new Money(1, "EUR");
            account.money.notes.add("a");
        });
        try (var connection = database.connect()) {
            List<String> notes = connection.root("account", Account.class).money.notes;
            connection.rollback();
            assertThatThrownBy(() -> notes.add("b")).isInstanceOf(DetachedObjectException.class);
        }
    }

    @Test
    void libraryClass_isAllowedByName() {
        LibraryPoint point = new LibraryPoint();
        point.x = 3;
        assertThatThrownBy(() -> change(account -> account.any = point))
                .isInstanceOf(NotPersistentException.class)
                .hasMessageContaining("account.any: " + LibraryPoint.class.getName())
                .hasMessageContaining("@ByValue");
        close();
        open(Set.of(LibraryPoint.class.getName()));
        change(account -> account.any = new LibraryPoint[] {point});
        assertThat(read(account -> ((LibraryPoint[]) account.any)[0].x)).isEqualTo(3);
        close();
        open();
        assertThatThrownBy(() -> read(account -> account.any))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("ODB-2013")
                .hasMessageContaining(LibraryPoint.class.getName());
    }

    @ByValue
    record NotNeeded(int x) {}

    @ByValue
    static class Final {
        final int x = 3;
    }

    @ByValue
    static class NoConstructor {
        NoConstructor(int x) {}
    }

    @ByValue
    abstract static class Abstract {}

    @ByValue
    static class OfTheJdk extends ArrayList<String> {}

    @ByValue
    class Inner {}

    static Stream<Object> obstacles() {
        return Stream.of(
                new Final(), new NoConstructor(1), new Abstract() {}, new OfTheJdk(), new ValueClassTest().new Inner());
    }

    @ParameterizedTest
    @MethodSource("obstacles")
    void classThatCannotBePutTogether_isRefusedWhenItIsStored(Object value) {
        assertThatThrownBy(() -> change(account -> account.any = value))
                .isInstanceOf(NotPersistentException.class)
                .hasMessageContaining("account.any");
    }

    @Test
    void recordsNeedNoPermission() {
        change(account -> account.any = new NotNeeded(3));
        assertThat(read(account -> account.any)).isEqualTo(new NotNeeded(3));
    }
}
