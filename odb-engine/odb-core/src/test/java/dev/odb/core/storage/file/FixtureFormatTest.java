package dev.odb.core.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The database of format 1 among the resources has something of everything that is written in this format. */
class FixtureFormatTest {
    private final Map<String, Integer> found = new HashMap<>();

    private void found(String what, boolean there) {
        found.merge(what, there ? 1 : 0, Integer::sum);
    }

    @Test
    void fixture_hasEverythingThatTheFormatHas() throws Exception {
        LogOpener.Opened opened = new LogOpener(
                        new DiskFolder(Path.of("src/test/resources/format-1/db")), FileSettings.DEFAULT, true)
                .open();
        try (Log log = opened.log()) {
            RecordReader records = new RecordReader(log);
            new LogScan(log).run(log.start(), log.end(), (entry, batch) -> {
                if (entry instanceof Entry.DecisionEntry decision) {
                    found("decision of a branch", decision.branch() != null);
                    found("rollback", !decision.committed());
                    found("commit in one phase", decision.branch() == null);
                } else if (entry instanceof Entry.PartEntry) {
                    found("part", true);
                } else if (entry instanceof Entry.ClassEntry) {
                    found("class", true);
                } else if (entry instanceof Entry.OidsEntry) {
                    found("oids", true);
                } else if (entry instanceof Entry.PackedEntry) {
                    found("packed", true);
                } else if (entry instanceof Entry.BatchEntry each) {
                    found("properties", !each.metadata().properties().isEmpty());
                    found("checks", !each.checks().isEmpty());
                    found("other resources", each.metadata().otherResources());
                    for (int i = 0; i < each.oids().length; i++) {
                        RecordHeader header = records.header(each.positions()[i], each.oids()[i]);
                        found("predecessor", header.predecessor() != 0);
                        found("back pointer", header.dataSerial() != 0);
                        found("compressed", header.rawLength() != 0);
                        found("not compressed", header.rawLength() == 0 && header.dataSerial() == 0);
                    }
                }
            });
            found("in doubt", !opened.state().branches.list().isEmpty());
            found("segments", log.current().number > log.first().number + 1);
        }
        assertThat(found)
                .hasSize(16)
                .allSatisfy((what, times) -> assertThat(times).as(what).isPositive());
    }
}
