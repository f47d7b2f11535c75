package dev.odb.storage.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odb.core.storage.TransactionMetadata;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is said about a transaction, as bytes: user, description, then name and value of each property; each as a length of
 * four bytes and UTF-8. Beside it stand the columns to read, which cannot have every character.
 */
final class Metadata {
    private Metadata() {}

    static byte[] encode(TransactionMetadata metadata) {
        List<byte[]> texts = new ArrayList<>();
        texts.add(metadata.user().getBytes(UTF_8));
        texts.add(metadata.description().getBytes(UTF_8));
        metadata.properties().forEach((name, value) -> {
            texts.add(name.getBytes(UTF_8));
            texts.add(value.getBytes(UTF_8));
        });
        int size = texts.stream().mapToInt(text -> Integer.BYTES + text.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(size);
        texts.forEach(text -> bytes.putInt(text.length).put(text));
        return bytes.array();
    }

    static TransactionMetadata decode(byte[] encoded, boolean otherResources) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        String user = text(bytes);
        String description = text(bytes);
        Map<String, String> properties = new HashMap<>();
        while (bytes.hasRemaining()) {
            properties.put(text(bytes), text(bytes));
        }
        return new TransactionMetadata(user, description, Map.copyOf(properties), otherResources);
    }

    private static String text(ByteBuffer bytes) {
        byte[] text = new byte[bytes.getInt()];
        bytes.get(text);
        return new String(text, UTF_8);
    }

    /** For a column of text: PostgreSQL has no place for a NUL. */
    static String readable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
