package dev.odb.core;

import static dev.odb.core.storage.Batches.branch;

import dev.odb.OdbConfiguration;
import dev.odb.PackOptions;
import dev.odb.core.evolution.Generation;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.file.FileSettings;
import dev.odb.core.storage.file.FileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Writes the database that {@code format-1} among the test's resources holds, with something of everything that the format
 * has. What is there was written once and must open for ever; this shows how, and writes the one of a next format.
 */
final class FixtureWriter {
    static final BranchId IN_DOUBT = branch(3, 7);

    /** Main, with methods that each take a connection; the classes of the application stand beside it. */
    private static final String MAIN =
            """
            class Main {
                static final String LONG = "The quick brown fox jumps over the lazy dog. ".repeat(12);

                static OdbTransaction by(OdbConnection c, String what) {
                    return c.transaction().user("anna").describe(what);
                }
                static Board board(OdbConnection c) { return c.root("board", Board.class, Board::new); }

                static Object create(OdbConnection c) {
                    Board board = board(c);
                    board.items.add(new Item("one", "short"));
                    board.items.add(new Item("two", LONG));
                    by(c, "create").property("why", "to begin with");
                    return null;
                }
                static Object fill(OdbConnection c) {
                    for (int i = 0; i < 12; i++) {
                        board(c).items.add(new Item("item " + i, i + ": " + LONG));
                    }
                    by(c, "fill");
                    return null;
                }
                static Object remove(OdbConnection c) { board(c).items.remove(5); by(c, "remove"); return null; }
                static Object draw(OdbConnection c) { write(board(c).picture, 3000); by(c, "draw"); return null; }
                static Object edit(OdbConnection c) {
                    board(c).items.get(1).text = "edited";
                    by(c, "edit");
                    return null;
                }
                static Object edit0(OdbConnection c) { board(c).items.get(0).text = "refused"; return null; }
                static Object redraw(OdbConnection c) {
                    write(board(c).picture, 70);
                    board(c).items.get(2).text = "while it was redrawn";
                    by(c, "redraw");
                    return null;
                }
                static Object tree(OdbConnection c) {
                    for (int i = 0; i < 100; i++) {
                        board(c).tree.put("key " + i, board(c).items.get(i %% 10));
                    }
                    board(c).visits.add(41);
                    by(c, "tree");
                    return null;
                }
                static Object doubt(OdbConnection c) {
                    c.readCurrent(board(c).items.get(3));
                    board(c).items.get(0).text = "if it is committed";
                    write(board(c).second, 500);
                    by(c, "doubt");
                    return null;
                }
                static Object forget(OdbConnection c) { board(c).items.get(4).text = "never"; return null; }
                %s

                static void write(Blob blob, int length) {
                    try (java.io.OutputStream out = blob.write()) {
                        for (int i = 0; i < length; i++) {
                            out.write(i * 7 + length);
                        }
                    } catch (java.io.IOException e) {
                        throw new IllegalStateException(e);
                    }
                }
                static String read(Blob blob) {
                    try (java.io.InputStream in = blob.read()) {
                        byte[] bytes = in.readAllBytes();
                        return bytes.length + "/" + Arrays.hashCode(bytes);
                    } catch (java.io.IOException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
            """;

    private static final String ITEM =
            """
            @Persistent class Item {
                String name;
                String text;
                Item(String name, String text) { this.name = name; this.text = text; }
            }
            """;

    private static final String OLD_BOARD =
            """
            @Persistent class Board {
                String title = "first";
                int size = 3;
                List<Item> items = new ArrayList<>();
                BTreeMap<String, Item> tree = new BTreeMap<>();
                Counter visits = new Counter();
                Blob picture = new Blob();
                Blob second = new Blob();
            }
            """;

    private static final String NEW_BOARD =
            """
            @Persistent class Board {
                @Formerly("title") String name = "new";
                int size;
                long stars = 5;
                List<Item> items = new ArrayList<>();
                BTreeMap<String, Item> tree = new BTreeMap<>();
                Counter visits = new Counter();
                Blob picture = new Blob();
                Blob second = new Blob();
            }
            """;

    private static final String RENAME =
            "static Object rename(OdbConnection c) { board(c).title = \"second\"; by(c, \"rename\"); return null; }";

    /** Everything that can be seen through objects. */
    private static final String NEW_METHODS =
            """
            static Object grow(OdbConnection c) {
                board(c).name = "third";
                board(c).stars++;
                by(c, "grow");
                return null;
            }
            static Object show(OdbConnection c) {
                Board board = board(c);
                StringBuilder all = new StringBuilder(board.name + " " + board.size + " " + board.stars + " "
                        + board.visits.get() + " " + read(board.picture) + " " + read(board.second) + "\\n");
                for (Item item : board.items) {
                    all.append(item.name).append(": ").append(item.text.replace(LONG, "LONG")).append("\\n");
                }
                board.tree.forEach((key, item) -> {
                    if (key.endsWith("7")) {
                        all.append(key).append(" = ").append(item.name).append("\\n");
                    }
                });
                return all.toString();
            }
            """;

    private final Path folder;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Engine database;

    private FixtureWriter(Path folder) {
        this.folder = folder;
    }

    /** Writes it into the folder that is the argument, with what {@link FixtureDump} sees in it. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        write(folder.resolve("db"), Files.createTempDirectory("fixture"));
        // it names the process
        Files.delete(folder.resolve("db/odb.lock"));
        Files.delete(folder.resolve("db/blobs/draft"));
        try (Engine written = open(folder.resolve("db"), true)) {
            Files.writeString(folder.resolve("expected.txt"), FixtureDump.of(written.storage()));
        }
    }

    static void write(Path folder, Path temporary) throws IOException {
        new FixtureWriter(folder).write(temporary);
    }

    /** Opens it with the settings that it was written with, and the system's clock. */
    static Engine open(Path folder, boolean readOnly) {
        FileSettings settings = FileSettings.DEFAULT;
        return Engine.open(
                OdbConfiguration.of("odb:file:" + folder)
                        .withReadOnly(readOnly)
                        .withLockWait(Duration.ofMillis(1))
                        .withReplays(0),
                FileStorage.open(
                        folder, readOnly, new FileSettings(2048, 256, 700, settings.clock()).withCompress(true)));
    }

    /** The application as it is now. */
    static Generation application(Path temporary) throws IOException {
        return Generation.of(temporary, NEW_BOARD, ITEM, MAIN.formatted(NEW_METHODS));
    }

    private void write(Path temporary) throws IOException {
        database = Engine.open(
                OdbConfiguration.of("odb:file:" + folder),
                FileStorage.open(folder, false, new FileSettings(2048, 256, 700, this::tick).withCompress(true)));
        Generation old = Generation.of(temporary, OLD_BOARD, ITEM, MAIN.formatted(RENAME));
        for (String packed : new String[] {"create", "fill", "remove", "draw"}) {
            old.call(database, packed);
        }
        database.pack(PackOptions.keeping(Duration.ZERO));
        old.call(database, "rename");
        old.call(database, "edit");
        long edited = database.undoLog(0, 1).get(0).tid();
        database.commitPrepared(prepare(old, "redraw", branch(1, 1)));
        BranchId forgotten = prepare(old, "forget", branch(2, 1));
        old.call(database, "tree");
        database.rollbackPrepared(forgotten);
        database.transact(c -> {
            c.undo(edited);
            c.transaction().user("bert").describe("undo");
            return null;
        });
        Generation grown = application(temporary);
        grown.call(database, "grow");
        prepare(grown, "doubt", IN_DOUBT);
        grown.call(database, "show");
        database.close();
    }

    private Instant tick() {
        now = now.plusSeconds(1);
        return now;
    }

    private BranchId prepare(Generation application, String method, BranchId id) {
        ManagedBranch prepared = database.begin(new BranchSettings("carl", () -> true));
        application.call(prepared.session(application.loader()), method);
        prepared.prepare(id);
        return id;
    }
}
