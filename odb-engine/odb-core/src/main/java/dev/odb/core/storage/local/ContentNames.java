package dev.odb.core.storage.local;

import dev.odb.core.storage.ContentKey;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the files of contents. */
final class ContentNames {
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{16})-([0-9a-f]{32})(?:-([0-9a-f]{16}))?");

    private ContentNames() {}

    /** What a name says; the floor is 0 for a kept content. */
    record Name(ContentKey key, long floor) {}

    static String hex(UUID id) {
        return String.format("%016x%016x", id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    static String kept(ContentKey key) {
        return String.format("%016x", key.oid()) + "-" + hex(key.id());
    }

    static String staged(ContentKey key, long floor) {
        return kept(key) + String.format("-%016x", floor);
    }

    /** What the file's name says, or null if it is no content of that kind. */
    static Name parse(String file, boolean staged) {
        Matcher name = NAME.matcher(file);
        if (!name.matches() || (name.group(3) != null) != staged) {
            return null;
        }
        String id = name.group(2);
        UUID content = new UUID(number(id.substring(0, 16)), number(id.substring(16)));
        return new Name(new ContentKey(number(name.group(1)), content), staged ? number(name.group(3)) : 0);
    }

    private static long number(String hex) {
        return Long.parseUnsignedLong(hex, 16);
    }
}
