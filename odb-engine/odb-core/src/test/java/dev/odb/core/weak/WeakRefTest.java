package dev.odb.core.weak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.NotPersistentException;
import dev.odb.ObjectNotFoundException;
import dev.odb.WeakRef;
import dev.odb.core.object.DatabaseContext;
import dev.odb.core.object.MemoryBounds;
import dev.odb.core.object.RootDirectory;
import dev.odb.core.object.Workspace;
import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.record.SharedForms;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.memory.MemoryStorage;
import dev.odb.core.transaction.Commits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Weak references over a storage from which objects vanish. */
class WeakRefTest {
    private final LossyStorage loss = new LossyStorage();
    private final Storage storage = loss.over(new MemoryStorage("weak"));
    private final ClassCatalog catalog = new ClassCatalog(storage);
    private final DatabaseContext database = new DatabaseContext(
            storage,
            catalog,
            new Commits(storage, catalog, Duration.ofSeconds(1)),
            new MemoryBounds(1000, 1 << 20),
            new SharedForms(1 << 20),
            InstantSource.system());

    private long album;
    private long photo;

    @BeforeEach
    void makeAlbum() {
        RootDirectory.createIn(database);
        transact(workspace -> {
            Album made = new Album();
            workspace.roots().map().put("album", made);
            album = workspace.oid(made);
            Photo unsaved = new Photo("sea");
            made.cover = WeakRef.to(unsaved);
            made.recent.add(made.cover);
            made.chosen.add(made.cover);
            photo = workspace.oid(unsaved);
        });
    }

    private void transact(Consumer<Workspace> body) {
        Workspace workspace = new Workspace(database, () -> true);
        workspace.use(WeakRefTest.class.getClassLoader());
        body.accept(workspace);
        database.commits().commit(workspace.changes().collect(TransactionMetadata.NONE, false));
        workspace.endCommitted();
    }

    private static Album album(Workspace workspace) {
        return workspace.roots().get("album", Album.class);
    }

    @Test
    void unsavedTarget_isStoredWithTheReference() {
        transact(workspace -> {
            Album found = album(workspace);
            assertThat(found.cover.get().title).isEqualTo("sea");
            assertThat(found.recent.get(0)).as("one object, one reference").isSameAs(found.cover);
            assertThat(found.chosen).containsExactly(WeakRef.to(new Photo("sea")));
        });
    }

    @Test
    void record_tellsWeakFromStrong() {
        byte[] before = storage.loadAppended(album).record();
        assertThat(RecordInfo.references(before)).isEmpty();
        assertThat(RecordInfo.weakReferences(before)).containsExactly(photo);
        transact(workspace -> album(workspace).strong = album(workspace).cover.get());
        byte[] after = storage.loadAppended(album).record();
        assertThat(RecordInfo.references(after)).containsExactly(photo);
        assertThat(RecordInfo.weakReferences(after)).containsExactly(photo);
        assertThat(RecordInfo.json(after, catalog))
                .contains("\"cover\":{\"$weak\":" + photo + ",\"$class\":\"" + Photo.class.getName() + "\"}")
                .contains("\"strong\":{\"$ref\":" + photo);
        byte[] target = storage.loadAppended(photo).record();
        assertThat(RecordInfo.weakReferences(target)).isEmpty();
    }

    /** CONFORMANCE 84: within one database. */
    @Test
    void lostTarget_isNullAndHasNeitherHashNorEquality() {
        loss.lost.add(photo);
        transact(workspace -> {
            Album found = album(workspace);
            assertThat(found.cover.get()).isNull();
            assertThat(found.cover).as("itself is no question").isEqualTo(found.recent.get(0));
            assertThatThrownBy(found.cover::hashCode)
                    .isInstanceOf(ObjectNotFoundException.class)
                    .hasMessageContaining("ODB-1162")
                    .hasMessageContaining(Photo.class.getName() + " is compared");
            assertThatThrownBy(() -> found.cover.equals(WeakRef.to(new Photo("sea"))))
                    .isInstanceOf(ObjectNotFoundException.class);
        });
    }

    /** The owner of a dead reference can be stored again; the reference stays what it is. */
    @Test
    void ownerOfADeadReference_isStillStored() {
        loss.lost.add(photo);
        transact(workspace -> album(workspace).recent.clear());
        assertThat(RecordInfo.weakReferences(storage.loadAppended(album).record()))
                .containsExactly(photo);
    }

    @Test
    void equality_isThatOfTheTargets() {
        WeakRef<Photo> one = WeakRef.to(new Photo("a"));
        assertThat(one).isEqualTo(WeakRef.to(new Photo("a"))).isNotEqualTo(WeakRef.to(new Photo("b")));
        assertThat(one).hasSameHashCodeAs("a").isNotEqualTo("a");
    }

    @Test
    void targetThatIsNotPersistent_isRefused() {
        assertThatThrownBy(() -> WeakRef.to("text"))
                .isInstanceOf(NotPersistentException.class)
                .hasMessageContaining("ODB-1161");
        assertThatThrownBy(() -> WeakRef.to(null)).isInstanceOf(NotPersistentException.class);
    }
}
