package dev.odb.sample.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.sample.model.Notification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailFolderTest {
    @TempDir
    private Path folder;

    @Test
    void sameNotificationTwice_isOneMail() throws Exception {
        MailFolder mail = new MailFolder(folder);
        mail.deliver("ada@example.org", notification("1", "Bob"));
        mail.deliver("ada@example.org", notification("1", "Bob"));
        mail.deliver("ada@example.org", notification("2", "Bob"));
        assertThat(files()).containsExactly("1.eml", "2.eml");
        assertThat(Files.readString(folder.resolve("1.eml")))
                .contains("Message-ID: <1@issues>\r\n", "To: ada@example.org\r\n", "\r\n\r\ncommented: hello\r\n");
    }

    @Test
    void addressThatCannotBe_isRefusedAndSaysWhatHelps() throws Exception {
        MailFolder mail = new MailFolder(folder);
        assertThatThrownBy(() -> mail.deliver("ada@nowhere.invalid", notification("1", "Bob")))
                .isInstanceOf(UndeliverableException.class)
                .hasMessageContaining("ada@nowhere.invalid")
                .hasMessageContaining("Ada can correct the address");
        assertThat(files()).isEmpty();
    }

    @Test
    void lineBreaksInAName_makeNoHeader() throws Exception {
        new MailFolder(folder).deliver("ada@example.org", notification("1", "Bob\r\nBcc: all@example.org"));
        assertThat(Files.readAllLines(folder.resolve("1.eml"))).noneMatch(line -> line.startsWith("Bcc:"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Notification notification(String id, String by) {
        return new Notification(id, "Ada", "ODB-1", by, "commented: hello", Instant.parse("2026-11-01T12:00:00Z"));
    }
}
