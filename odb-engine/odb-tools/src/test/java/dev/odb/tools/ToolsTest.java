package dev.odb.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.odb.ObjectDatabase;
import dev.odb.core.record.RecordRemap;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.file.FileStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command from its arguments to what it says and ends with. */
class ToolsTest {
    private static final String LOG = "log-0000000001.odb";

    @TempDir
    Path temp;

    private Path folder;
    private Path backups;

    @BeforeEach
    void fill() {
        folder = temp.resolve("db");
        backups = temp.resolve("backups");
        try (ObjectDatabase database = open(folder)) {
            database.<String>transact(
                    c -> c.root("note", Note.class, () -> new Note("one")).text());
            change("two", database);
        }
    }

    private static ObjectDatabase open(Path folder) {
        return ObjectDatabase.open("odb:file:" + folder);
    }

    private static void change(String text, ObjectDatabase database) {
        database.transact(c -> {
            Note note = c.root("note", Note.class);
            note.text(text);
            c.transaction().user("ann").describe("wrote " + text);
            if (note.next() == null) {
                note.next(new Note("behind \"" + text + "\""));
            }
            return null;
        });
    }

    private void change(String text) {
        try (ObjectDatabase database = open(folder)) {
            change(text, database);
        }
    }

    private static String text(Path folder) {
        try (ObjectDatabase database = open(folder)) {
            return database.<String>transact(c -> c.root("note", Note.class).text());
        }
    }

    private void prepare() throws Exception {
        try (Storage storage = FileStorage.open(folder, false)) {
            var current = storage.loadAppended(1);
            storage.prepare(
                    new BranchId(7, new byte[] {1}, new byte[] {2}),
                    new Batch(
                            List.of(new Write(1, current.serial(), current.record())),
                            List.of(),
                            TransactionMetadata.NONE));
        }
    }

    private void damage() throws Exception {
        byte[] bytes = Files.readAllBytes(folder.resolve(LOG));
        // in the middle of what was used, so below what is known to be durable
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        bytes[end / 2] ^= 0x10;
        Files.write(folder.resolve(LOG), bytes);
    }

    @Test
    void dump_listsRoots() throws Exception {
        Tool run = Tool.run("dump", folder, "--json");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        JsonNode root = run.json().get("roots").get(0);
        assertThat(root.get("name").asText()).isEqualTo("note");
        assertThat(root.get("class").asText()).isEqualTo(Note.class.getName());
        assertThat(run.json().get("command").asText()).isEqualTo("dump");
        assertThat(run.json().get("exit").asInt()).isZero();
        assertThat(Tool.run("dump", folder).out()).contains("note").contains(Note.class.getName());
    }

    @Test
    void dump_showsAnObjectWithItsPast_besideAWriter() throws Exception {
        long oid = Tool.run("dump", folder, "--json")
                .json()
                .get("roots")
                .get(0)
                .get("oid")
                .asLong();
        try (ObjectDatabase database = open(folder)) {
            change("three", database);
            Tool run = Tool.run("dump", folder, "--oid", oid, "--json");
            assertThat(run.exit()).as(run.err()).isZero();
            JsonNode json = run.json();
            assertThat(json.get("class").asText()).isEqualTo(Note.class.getName());
            assertThat(json.get("state").get("text").asText()).isEqualTo("three");
            assertThat(json.get("history")).hasSize(3);
            assertThat(json.get("references")).hasSize(1);
            assertThat(json.get("serial").asLong())
                    .isEqualTo(json.get("history").get(0).get("tid").asLong());
            assertThat(Tool.run("dump", folder, "--oid", oid, "--last", 1, "--json")
                            .json()
                            .get("history"))
                    .hasSize(1);
            Tool text = Tool.run("dump", folder, "--oid", oid);
            assertThat(text.out())
                    .contains("\"text\":\"three\"")
                    .contains("refers to")
                    .contains("history:");
        }
    }

    @Test
    void dump_listsTransactionsAndWhatTheyWrote() throws Exception {
        change("three");
        JsonNode all =
                Tool.run("dump", folder, "--transactions", "--json").json().get("transactions");
        assertThat(all.size()).isGreaterThanOrEqualTo(4);
        assertThat(all.findValuesAsText("user")).contains("ann");
        long second = all.get(1).get("tid").asLong();
        String instant = all.get(2).get("instant").asText();
        assertThat(Tool.run("dump", folder, "--transactions", "--from", second, "--to", instant, "--json")
                        .json()
                        .get("transactions")
                        .findValuesAsText("tid"))
                .containsExactly(
                        all.get(1).get("tid").asText(), all.get(2).get("tid").asText());
        assertThat(Tool.run("dump", folder, "--transactions", "--last", 1, "--json")
                        .json()
                        .get("transactions")
                        .findValuesAsText("tid"))
                .containsExactly(all.get(all.size() - 1).get("tid").asText());
        JsonNode one = Tool.run(
                        "dump",
                        folder,
                        "--tid",
                        all.get(all.size() - 1).get("tid").asLong(),
                        "--json")
                .json();
        assertThat(one.get("writes")).hasSize(1);
        assertThat(one.get("writes").get(0).get("class").asText()).isEqualTo(Note.class.getName());
        assertThat(one.get("writes").get(0).get("before").asLong()).isPositive();
        assertThat(Tool.run("dump", folder, "--transactions").out().lines()).hasSize(all.size());
    }

    @Test
    void dump_countsClassesAndListsBranches() throws Exception {
        JsonNode classes =
                Tool.run("dump", folder, "--classes", "--json").json().get("classes");
        for (JsonNode row : classes) {
            if (row.get("class").asText().equals(Note.class.getName())) {
                assertThat(row.get("objects").asInt()).isEqualTo(2);
                assertThat(row.get("revisions").asInt()).isEqualTo(3);
                assertThat(row.get("revisionBytes").asInt())
                        .isGreaterThan(row.get("bytes").asInt());
            }
        }
        assertThat(classes.findValuesAsText("class")).contains(Note.class.getName());
        assertThat(Tool.run("dump", folder, "--branches", "--json").json().get("branches"))
                .isEmpty();
        prepare();
        JsonNode branches =
                Tool.run("dump", folder, "--branches", "--json").json().get("branches");
        assertThat(branches).hasSize(1);
        assertThat(branches.get(0).get("branch").asText()).isEqualTo("7:01:02");
        assertThat(Tool.run("dump", folder, "--branches").out()).contains("7:01:02 in doubt since");
    }

    @Test
    void verify_findsDamage_andRecoverSalvagesTheRest() throws Exception {
        Tool sound = Tool.run("verify", folder, "--json");
        assertThat(sound.exit()).as(sound.out() + sound.err()).isZero();
        assertThat(sound.json().get("sound").asBoolean()).isTrue();
        assertThat(sound.json().get("transactions").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(Tool.run("verify", folder).out()).startsWith("Sound");
        damage();
        Tool damaged = Tool.run("verify", folder, "--json");
        assertThat(damaged.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(damaged.json().get("sound").asBoolean()).isFalse();
        JsonNode finding = damaged.json().get("findings").get(0);
        assertThat(finding.get("file").asText()).isEqualTo(LOG);
        assertThat(finding.get("code").asText()).matches("ODB-\\d{4}");
        assertThat(damaged.err()).contains("odb recover " + folder);
        assertThat(Tool.run("pack", folder).exit()).isEqualTo(ExitCode.FINDINGS);
        Tool recovered = Tool.run("recover", folder, temp.resolve("new"), "--json");
        assertThat(recovered.exit()).as(recovered.err()).isEqualTo(ExitCode.FINDINGS);
        assertThat(recovered.json().get("complete").asBoolean()).isFalse();
        assertThat(recovered.json().get("findings")).isNotEmpty();
        assertThat(Tool.run("verify", temp.resolve("new"), "--json")
                        .json()
                        .get("command")
                        .asText())
                .isEqualTo("verify");
    }

    /** Recovering would not bring back what is not there. */
    @Test
    void verify_findsAReferenceToNothing_andDoesNotProposeToRecover() throws Exception {
        try (Storage storage = FileStorage.open(folder, false)) {
            var note = storage.loadAppended(1);
            byte[] record = RecordRemap.remap(note.record(), id -> id, oid -> 9999);
            Batch batch = new Batch(List.of(new Write(1, note.serial(), record)), List.of(), TransactionMetadata.NONE);
            storage.commit(batch, tid -> {});
        }
        Tool verified = Tool.run("verify", folder);
        assertThat(verified.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(verified.out()).contains("ODB-4131").contains("9999");
        assertThat(verified.err()).contains("remove what refers to it").doesNotContain("Salvage");
    }

    @Test
    void branches_listsThoseInDoubt() throws Exception {
        assertThat(Tool.run("branches", folder).out()).isEmpty();
        prepare();
        Tool text = Tool.run("branches", folder);
        assertThat(text.exit()).isZero();
        assertThat(text.out())
                .contains("7:01:02, in doubt since", "1 objects written", "object 1 of " + Note.class.getName())
                .contains("\"text\":\"two\"");
        JsonNode branch =
                Tool.run("branches", folder, "--json").json().get("branches").get(0);
        assertThat(branch.get("branch").asText()).isEqualTo("7:01:02");
        assertThat(branch.get("outcome").asText()).isEqualTo("in doubt");
        assertThat(branch.get("objects").get(0).get("oid").asLong()).isEqualTo(1);
        assertThat(branch.get("objects").get(0).get("state").get("text").asText())
                .isEqualTo("two");
        JsonNode none = Tool.run("branches", folder, "--json", "--objects", "0").json();
        assertThat(none.get("branches").get(0).get("objects")).isEmpty();
        assertThat(none.get("branches").get(0).get("written").asInt()).isEqualTo(1);
        try (ObjectDatabase database = open(folder)) {
            assertThat(Tool.run("branches", folder).out()).contains("7:01:02, in doubt since");
            Tool locked = Tool.run("branches", folder, "--commit", "7:01:02", "--yes");
            assertThat(locked.exit()).isEqualTo(ExitCode.REFUSED);
            assertThat(locked.err()).startsWith("ODB-4002");
            assertThat(database.branchesInDoubt()).hasSize(1);
        }
    }

    @Test
    void branches_decideOneAndForgetIt() throws Exception {
        for (String decision : new String[] {"--commit", "--rollback"}) {
            String word = decision.equals("--commit") ? "committed" : "rolled back";
            prepare();
            Tool unsure = Tool.run("branches", folder, decision, "7:01:02");
            assertThat(unsure.exit()).isEqualTo(ExitCode.REFUSED);
            assertThat(unsure.out()).contains("in doubt since");
            String next = "odb branches " + folder + " " + decision + " 7:01:02 --yes";
            assertThat(unsure.err()).startsWith("ODB-9010").contains("'" + next + "'");
            Tool tooEarly = Tool.run("branches", folder, "--forget", "7:01:02", "--yes");
            assertThat(tooEarly.err()).startsWith("ODB-9012");
            assertThat(tooEarly.exit()).isEqualTo(ExitCode.REFUSED);

            Tool decided = Tool.run("branches", folder, decision, "7:01:02", "--yes");
            assertThat(decided.exit()).as(decided.err()).isZero();
            assertThat(decided.out()).contains("7:01:02, prepared ", word + " by hand ");
            assertThat(decided.err()).contains("--forget 7:01:02 --yes");
            assertThat(Tool.run("branches", folder, "--rollback", "7:01:02", "--yes")
                            .err())
                    .startsWith("ODB-9013")
                    .contains("was " + word + " by hand already");
            JsonNode listed = Tool.run("branches", folder, "--json")
                    .json()
                    .get("branches")
                    .get(0);
            assertThat(listed.get("outcome").asText()).isEqualTo(word);
            assertThat(listed.get("tid").asLong() > 0).isEqualTo(decision.equals("--commit"));
            assertThat(Tool.run("verify", folder, "--json")
                            .json()
                            .get("branchesDecidedByHand")
                            .asInt())
                    .isEqualTo(1);
            assertThat(Tool.run("dump", folder, "--branches").out()).contains(word + " by hand");

            assertThat(Tool.run("branches", folder, "--forget", "7:01:02").err())
                    .startsWith("ODB-9010");
            assertThat(Tool.run("branches", folder, "--forget", "7:01:02", "--yes")
                            .exit())
                    .isZero();
            assertThat(Tool.run("branches", folder).out()).isEmpty();
            assertThat(Tool.run("branches", folder, "--forget", "7:01:02", "--yes")
                            .err())
                    .startsWith("ODB-9011");
        }
        assertThat(text(folder)).isEqualTo("two");
    }

    @Test
    void pack_saysWhatGoesAndWhatWent() throws Exception {
        Tool dry = Tool.run("pack", folder, "--keep-days", 0, "--dry-run", "--json");
        assertThat(dry.exit()).as(dry.err()).isZero();
        assertThat(dry.json().get("dryRun").asBoolean()).isTrue();
        Tool pack = Tool.run("pack", folder, "--to", Instant.now().plusSeconds(60), "--json");
        assertThat(pack.exit()).as(pack.err()).isZero();
        assertThat(pack.json().get("after").get("revisions").asLong())
                .isLessThan(pack.json().get("before").get("revisions").asLong())
                .isEqualTo(dry.json().get("after").get("revisions").asLong());
        assertThat(Tool.run("pack", folder).out()).contains("before").contains("removed");
        assertThat(text(folder)).isEqualTo("two");
    }

    @Test
    void backupAndRestore_bringBackEveryMoment() throws Exception {
        Tool first = Tool.run("backup", folder, backups, "--json");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.json().get("full").asBoolean()).isTrue();
        long old = first.json().get("lastTid").asLong();
        try (ObjectDatabase database = open(folder)) {
            change("three", database);
            Tool second = Tool.run("backup", folder, backups, "--json");
            assertThat(second.json().get("number").asInt()).isEqualTo(2);
            assertThat(second.json().get("bytes").asLong())
                    .isLessThan(first.json().get("bytes").asLong());
            assertThat(Tool.run("backup", folder, backups).out()).startsWith("Nothing was added");
        }
        prepare();
        assertThat(Tool.run("backup", folder, backups).out()).startsWith("Added what is new");
        Tool verified = Tool.run("backup", "--verify", backups, "--json");
        assertThat(verified.exit()).isZero();
        assertThat(verified.json().get("chains").get(0).get("backups").asInt()).isEqualTo(3);
        assertThat(verified.json().get("chains").get(0).get("damage")).isEmpty();

        Tool past = Tool.run("restore", backups, temp.resolve("past"), "--to", old, "--json");
        assertThat(past.exit()).as(past.err()).isZero();
        assertThat(text(temp.resolve("past"))).isEqualTo("two");
        Tool newest = Tool.run("restore", backups, temp.resolve("newest"), "--new-id", "--json");
        assertThat(newest.json().get("droppedBranches").get(0).get("branch").asText())
                .isEqualTo("7:01:02");
        assertThat(newest.json().get("database")).isNotEqualTo(newest.json().get("original"));
        assertThat(text(temp.resolve("newest"))).isEqualTo("three");
        assertThat(Tool.run("verify", temp.resolve("newest")).exit()).isZero();
        Tool inPlace = Tool.run("restore", backups, folder, "--in-place", "--json");
        assertThat(inPlace.exit()).as(inPlace.err()).isZero();
        assertThat(inPlace.json().get("droppedBranches")).isEmpty();
        assertThat(folder.resolve(inPlace.json().get("aside").asText())).isDirectory();
        assertThat(Tool.run("dump", folder, "--branches").out()).contains("7:01:02");
    }

    @Test
    void damagedBackup_isFound() throws Exception {
        Tool.run("backup", folder, backups);
        Path piece = backups.resolve("chain-000001").resolve("piece-000001-0000000001.odb");
        byte[] bytes = Files.readAllBytes(piece);
        bytes[bytes.length / 2] ^= 1;
        Files.write(piece, bytes);
        Tool verify = Tool.run("backup", "--verify", backups);
        assertThat(verify.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(verify.out()).contains("DAMAGED").contains("piece-000001-0000000001.odb");
        Tool restore = Tool.run("restore", backups, temp.resolve("new"), "--json");
        assertThat(restore.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(restore.json().get("error").get("code").asText()).isEqualTo("ODB-4150");
        assertThat(restore.err()).contains("ODB-4150").doesNotContain("\tat ");
    }

    @Test
    void whatCannotBeDone_isAnErrorWithTheNextStepAndLeavesNothing() throws Exception {
        Path nothing = temp.resolve("nothing");
        for (String[] command : new String[][] {
            {"verify", nothing.toString()},
            {"recover", nothing.toString(), temp.resolve("x").toString()},
            {"dump", nothing.toString()},
            {"dump", nothing.toString(), "--classes"},
            {"pack", nothing.toString()},
            {"branches", nothing.toString()},
            {"branches", folder.toString(), "--commit", "7:01:02", "--yes"},
            {"backup", nothing.toString(), temp.resolve("x").toString()},
            {"backup", "--verify", nothing.toString()},
            {"restore", nothing.toString(), temp.resolve("x").toString()},
            {"dump", folder.toString(), "--oid", "4711"},
            {"dump", folder.toString(), "--tid", "4711"}
        }) {
            Tool run = Tool.run((Object[]) command);
            assertThat(run.exit()).as(String.join(" ", command) + run.err()).isEqualTo(ExitCode.REFUSED);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("ODB-").doesNotContain("\tat ");
            assertThat(nothing).doesNotExist();
            assertThat(temp.resolve("x")).doesNotExist();
        }
        try (ObjectDatabase database = open(folder)) {
            Tool locked = Tool.run("pack", folder, "--json");
            assertThat(locked.exit()).isEqualTo(ExitCode.REFUSED);
            assertThat(locked.json().get("error").get("code").asText()).startsWith("ODB-");
            assertThat(locked.json().get("exit").asInt()).isEqualTo(ExitCode.REFUSED);
            assertThat(database.undoLog(0, 1)).isNotEmpty();
        }
        assertThat(Tool.run("dump", nothing, "--debug").err()).contains("\tat ");
    }

    @Test
    void wrongUsage_pointsToTheHelp() {
        for (String[] command : new String[][] {
            {},
            {"frobnicate"},
            {"verify"},
            {"dump", folder.toString(), "--oid", "x"},
            {"dump", folder.toString(), "--last", "3"},
            {"dump", folder.toString(), "--transactions", "--last", "0"},
            {"dump", folder.toString(), "--transactions", "--from", "yesterday"},
            {"dump", folder.toString(), "--classes", "--branches"},
            {"pack", folder.toString(), "--keep-days", "-1"},
            {"branches", folder.toString(), "--objects", "-1"},
            {"branches", folder.toString(), "--yes"},
            {"branches", folder.toString(), "--commit", "7:01:02", "--rollback", "7:01:02"},
            {"backup", folder.toString()},
            {"backup", "--verify", folder.toString(), backups.toString()},
            {"restore", backups.toString(), folder.toString(), "--in-place", "--new-id"}
        }) {
            Tool run = Tool.run((Object[]) command);
            assertThat(run.exit()).as(String.join(" ", command) + run.err()).isEqualTo(ExitCode.USAGE);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("ODB-9000: ").contains("--help");
        }
    }

    @Test
    void progress_isOnStandardErrorOnlyIfAskedFor() {
        assertThat(Tool.run("verify", folder).err()).isEmpty();
        assertThat(Tool.run("backup", folder, backups, "--progress").err())
                .contains("copy 100 %")
                .contains("verify 100 %");
        assertThat(Tool.run("verify", folder, "--progress", "--quiet").err()).isEmpty();
    }

    /** A list breaks off at damage: what was written is ended properly, with the error in it. */
    @Test
    void errorInTheMiddle_stillGivesOneDocument() throws Exception {
        String before = Tool.run("dump", folder, "--transactions", "--json").out();
        Matcher tid = Pattern.compile("\"tid\":(\\d+)").matcher(before);
        assertThat(tid.find()).isTrue();
        byte[] bytes = Files.readAllBytes(folder.resolve(LOG));
        String log = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        bytes[log.lastIndexOf("two")] ^= 1;
        Files.write(folder.resolve(LOG), bytes);
        Tool run = Tool.run("dump", folder, "--transactions", "--json");
        assertThat(run.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(run.json().get("transactions")).isNotEmpty();
        assertThat(run.json().get("error").get("code").asText()).isEqualTo("ODB-4006");
    }
}
