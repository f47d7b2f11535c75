package dev.odb.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.odb.Counter;
import dev.odb.OdbConfiguration;
import dev.odb.core.Engine;
import dev.odb.core.Storages;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who changed what when, on the command line. */
class AuditCommandTest {
    @TempDir
    private Path folder;

    private long added;
    private long undo;
    private long oid;

    @BeforeEach
    void create() {
        try (Engine database = Engine.open(OdbConfiguration.of("odb:file:" + folder))) {
            database.transact(c -> {
                c.roots().put("count", new Counter());
                c.transaction().user("anna").describe("made it");
                return null;
            });
            added = add(database);
            database.transact(c -> {
                c.undo(added);
                c.transaction().user("eve");
                return null;
            });
            undo = database.undoLog(0, 1).get(0).tid();
            add(database);
            oid = database.transact(c -> c.oid(c.root("count", Counter.class)));
        }
    }

    private static long add(Engine database) {
        database.transact(c -> {
            c.root("count", Counter.class).add(5);
            c.transaction().user("bob").describe("Added five").property("ticket", "7");
            return null;
        });
        return database.undoLog(0, 1).get(0).tid();
    }

    private List<Long> tids(Object... arguments) throws Exception {
        List<Object> all = new ArrayList<>(List.of("audit", folder, "--json"));
        all.addAll(List.of(arguments));
        List<Long> tids = new ArrayList<>();
        Tool.run(all.toArray())
                .json()
                .get("transactions")
                .forEach(each -> tids.add(each.get("tid").asLong()));
        return tids;
    }

    @Test
    void conditions_areThoseOfTheQuery() throws Exception {
        assertThat(tids("--user", "eve")).containsExactly(undo);
        assertThat(tids("--user", "bob")).hasSize(2).startsWith(added);
        assertThat(tids("--user", "bob", "--newest-first", "--limit", "1"))
                .doesNotContain(added)
                .hasSize(1);
        assertThat(tids("--description", "FIVE", "--to", added)).containsExactly(added);
        assertThat(tids("--property", "ticket=7", "--from", undo)).hasSize(1).doesNotContain(added);
        assertThat(tids("--oid", oid, "--class", Counter.class.getName())).hasSize(4);
        assertThat(tids("--class", "no.such.Class")).isEmpty();
    }

    /** Many transactions have the same instant when they come fast. */
    @Test
    void tid_isThatTransactionAndNoOtherOfItsInstant() throws Exception {
        long last;
        try (Storage storage = Storages.open(OdbConfiguration.of("odb:file:" + folder))) {
            Revision count = storage.loadAppended(oid);
            Batch same = new Batch(
                    List.of(new Write(oid, count.serial(), count.record())), List.of(), TransactionMetadata.NONE);
            last = storage.lastTid() / 1024 * 1024 + 2048;
            for (int i = 0; i < 3; i++) {
                storage.restore(last + i, same);
            }
            storage.awaitPublished();
        }
        assertThat(tids("--from", last + 1)).containsExactly(last + 1, last + 2);
        assertThat(tids("--from", last, "--to", last + 1, "--newest-first")).containsExactly(last + 1, last);
        assertThat(tids("--from", last + 2, "--to", last + 1)).isEmpty();
        assertThat(tids("--from", last + 1, "--limit", 1)).containsExactly(last + 1);
        assertThat(tids("--from", Tids.instant(last), "--to", Tids.instant(last)))
                .hasSize(3);
        assertThat(tids("--to", Long.MAX_VALUE)).endsWith(last + 2);
        assertThat(tids("--from", Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void undo_saysWhatItUndid() throws Exception {
        JsonNode found = Tool.run("audit", folder, "--user", "eve", "--json")
                .json()
                .get("transactions")
                .get(0);
        assertThat(found.get("undone").get(0).asLong()).isEqualTo(added);
        assertThat(found.get("changes").get(0).get("kind").asText()).isEqualTo("undone");
        assertThat(found.get("changes").get(0).get("oid").asLong()).isEqualTo(oid);
        assertThat(Tool.run("audit", folder).out())
                .contains("by anna: made it", "created  " + Counter.class.getName(), "ticket = 7", "by eve");
    }

    @Test
    void pack_keepsTheTrailIfAsked() throws Exception {
        assertThat(Tool.run("pack", folder, "--keep-days", "0", "--keep-audit").exit())
                .isZero();
        assertThat(tids("--user", "bob")).hasSize(2).startsWith(added);
        assertThat(Tool.run("pack", folder, "--keep-days", "0", "--drop-audit").exit())
                .isZero();
        assertThat(tids("--user", "bob")).hasSize(1).doesNotContain(added);
    }

    @Test
    void momentsOutOfRange_areTheNearest() throws Exception {
        assertThat(tids("--to", Instant.MAX, "--user", "eve")).containsExactly(undo);
        assertThat(tids("--from", Instant.MAX)).isEmpty();
        assertThat(Tool.run("pack", folder, "--to", Instant.MAX).exit()).isZero();
        assertThat(Tool.run("audit", folder, "--from", Instant.MIN).err())
                .contains("ODB-9000", "before every transaction");
    }

    @Test
    void nothingFound_isSaid() {
        Tool none = Tool.run("audit", folder, "--user", "nobody");
        assertThat(none.exit()).isZero();
        assertThat(none.err()).contains("No transaction meets all of that.");
        assertThat(Tool.run("audit", folder, "--user", "nobody", "--quiet").err())
                .isEmpty();
    }

    /** Who may commit could otherwise write to the terminal of who looks. */
    @Test
    void controlCharacters_areNotGivenToTheTerminal() throws Exception {
        try (Engine database = Engine.open(OdbConfiguration.of("odb:file:" + folder))) {
            database.transact(c -> {
                c.root("count", Counter.class).add(1);
                c.transaction().user("\u001b[31mmallory\u0007").describe("\u009b1m\rgone");
                return null;
            });
        }
        String text = Tool.run("audit", folder).out();
        assertThat(text).contains("\\u001b[31mmallory\\u0007").doesNotContain("\u001b", "\u0007", "\u009b", "\r");
        assertThat(tids("--user", "\u001b[31mmallory\u0007")).hasSize(1);
    }

    @Test
    void wrongOptions_areRefused() {
        assertThat(Tool.run("audit", folder, "--limit", "-1").err()).contains("ODB-9000");
        assertThat(Tool.run("audit", folder, "--oid", "-1").err()).contains("ODB-9000", "--oid");
        assertThat(Tool.run("pack", folder, "--to", added).err()).contains("ODB-9000", "is no instant, such as");
        assertThat(Tool.run("pack", folder, "--keep-audit", "--drop-audit").err())
                .contains("ODB-9000");
    }
}
