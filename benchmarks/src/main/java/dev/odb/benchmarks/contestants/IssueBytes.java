package dev.odb.benchmarks.contestants;

import dev.odb.benchmarks.IssueText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The records of those who store bytes: an issue, each comment and each author for itself. */
final class IssueBytes {
    private IssueBytes() {}

    /** The key of an issue; its comments have the three that follow. */
    static long key(int issue) {
        return 4L * issue;
    }

    /** The key of an author. */
    static long authorKey(int author) {
        return -1L - author;
    }

    static byte[] issue(IssueText text, int status) {
        byte[] title = utf8(text.title());
        byte[] body = utf8(text.body());
        return ByteBuffer.allocate(16 + title.length + body.length)
                .putInt(status)
                .putInt(text.author())
                .putInt(title.length)
                .put(title)
                .putInt(body.length)
                .put(body)
                .array();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] record) {
        return new String(record, StandardCharsets.UTF_8);
    }

    static int author(byte[] issue) {
        return ByteBuffer.wrap(issue).getInt(4);
    }

    static byte[] withStatus(byte[] issue, int status) {
        byte[] changed = issue.clone();
        ByteBuffer.wrap(changed).putInt(status);
        return changed;
    }

    /** How records are found. */
    interface Records {
        byte[] get(long key) throws Exception;
    }

    /** Reads an issue with its author and comments. */
    static long checksum(int issue, Records records) throws Exception {
        long key = key(issue);
        ByteBuffer record = ByteBuffer.wrap(records.get(key)).position(4);
        int author = record.getInt();
        String title = next(record);
        String body = next(record);
        long sum = IssueText.checksum(title, body, text(records.get(authorKey(author))));
        for (int comment = 1; comment < IssueText.OBJECTS; comment++) {
            sum += IssueText.checksum(text(records.get(key + comment)));
        }
        return sum;
    }

    private static String next(ByteBuffer record) {
        byte[] text = new byte[record.getInt()];
        record.get(text);
        return text(text);
    }
}
