package dev.odb.core.storage.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of saved indexes: {@code index-0000000001.odb} and so on; the highest number is the newest. */
final class IndexName {
    private static final Pattern FORM = Pattern.compile("index-(\\d{10})\\.odb");

    private IndexName() {}

    static String of(long number) {
        return String.format("index-%010d.odb", number);
    }

    /** The number, or 0 if that is not the name of a saved index. */
    static long number(String name) {
        Matcher matcher = FORM.matcher(name);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
