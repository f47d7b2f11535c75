package dev.odb.sample.news;

import dev.odb.sample.model.Notification;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Where mail leaves the application: a folder beside the database, with one file for each message, as mail servers take it
 * up. It takes part in no transaction. A message has its notification's id as its name, so that giving it away again
 * replaces it by the same one.
 */
@ApplicationScoped
public class MailFolder {
    /** No host is ever called so (RFC 2606). */
    private static final String NOWHERE = ".invalid";

    private final Path folder;

    /** The folder {@code mail} of the server's data. */
    public MailFolder() {
        this(Path.of(System.getProperty("jboss.server.data.dir", System.getProperty("java.io.tmpdir")), "mail"));
    }

    MailFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Gives a message away.
     *
     * @throws UndeliverableException if there can be no such address, or the folder cannot be written
     */
    void deliver(String address, Notification notification) throws UndeliverableException {
        if (address.endsWith(NOWHERE)) {
            throw new UndeliverableException(
                    "There is no host for mail to " + address + ". " + notification.recipient()
                            + " can correct the address in the inbox; then submit this again.",
                    null);
        }
        try {
            Files.createDirectories(folder);
            Path draft = folder.resolve(notification.id() + ".draft"); // if left by a crash, the next try takes it
            Files.writeString(draft, text(address, notification), StandardCharsets.UTF_8);
            Files.move(
                    draft,
                    folder.resolve(notification.id() + ".eml"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UndeliverableException("The mail to " + address + " cannot be written: " + e, e);
        }
    }

    private static String text(String address, Notification notification) {
        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(notification.at().atOffset(ZoneOffset.UTC));
        return "Message-ID: <" + notification.id() + "@issues>\r\n"
                + "Date: " + date + "\r\n"
                + "From: issues@localhost\r\n"
                + "To: " + line(address) + "\r\n"
                + "Subject: " + line("[" + notification.issue() + "] by " + notification.by()) + "\r\n"
                + "MIME-Version: 1.0\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\n"
                + notification.text() + "\r\n";
    }

    /** What somebody wrote must not become a header of its own. */
    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
