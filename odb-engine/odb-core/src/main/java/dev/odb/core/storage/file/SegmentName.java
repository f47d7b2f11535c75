package dev.odb.core.storage.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of log segments: {@code log-0000000001.odb} and so on. */
final class SegmentName {
    static final int HIGHEST = (1 << 23) - 1;
    private static final Pattern FORM = Pattern.compile("log-(\\d{10})\\.odb");

    private SegmentName() {}

    static String of(int number) {
        return String.format("log-%010d.odb", number);
    }

    /** The number, or 0 if that is not the name of a segment. */
    static int number(String name) {
        Matcher matcher = FORM.matcher(name);
        if (!matcher.matches()) {
            return 0;
        }
        long number = Long.parseLong(matcher.group(1));
        return number <= HIGHEST ? (int) number : 0;
    }
}
