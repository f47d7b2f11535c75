package dev.odb.spi;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people may see of the URL of a database: messages, logs and consoles are read by others than those who know the password. */
public final class ShownUrl {
    /** What stands in the place of a user and a password. */
    public static final String HIDDEN = "...";

    private static final String OVERLAY = "odb:overlay:";
    private static final String BASE = "?base=";
    private static final Pattern FOLDER_OR_NAME = Pattern.compile("odb:(overlay:)?(file|memory):.*", Pattern.DOTALL);
    private static final Pattern RELATIONAL = Pattern.compile("jdbc:", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARAMETERS = Pattern.compile("[?;][^=]*=");
    private static final Pattern BEGIN_OF_PARAMETERS = Pattern.compile("[?;&%]|(?<![^:,/ (#?;&%=])[^:,/ (#?;&%=]*+=");
    private static final Pattern FIRST_PARAMETER = Pattern.compile("[?;&]+[\\w.-]+=");
    private static final Pattern SCHEME = Pattern.compile("(odb:)?(jdbc:)*([a-z0-9+.-]+:)?", Pattern.CASE_INSENSITIVE);
    private static final String HOST = "([\\w.\\\\-]*|\\[[0-9a-fA-F:.]+])(:\\d{1,5})?";
    private static final Pattern HOSTS = Pattern.compile("(//)?" + HOST + "(," + HOST + ")*(/.*)?", Pattern.DOTALL);

    private ShownUrl() {}

    /**
     * The URL without parameters and without user and password before a host. Where it is not in a form that tells for certain what
     * they are, without what might be them.
     *
     * @param url or what was to be one; null, which nobody gave, stays null
     */
    public static String of(String url) {
        if (url == null) {
            return null;
        }
        StringBuilder shown = new StringBuilder();
        String left = url;
        for (int base = base(left); base >= 0; base = base(left)) {
            shown.append(one(left.substring(0, base))).append(BASE);
            left = left.substring(base + BASE.length());
        }
        return shown.append(one(left)).toString();
    }

    private static int base(String url) {
        return url.startsWith(OVERLAY) ? url.indexOf(BASE) : -1;
    }

    private static String one(String url) {
        if (FOLDER_OR_NAME.matcher(url).matches() && !RELATIONAL.matcher(url).find()) {
            Matcher parameters = PARAMETERS.matcher(url);
            return parameters.find() ? url.substring(0, parameters.start()) : url;
        }
        Matcher parameters = BEGIN_OF_PARAMETERS.matcher(url);
        String place = parameters.find() ? url.substring(0, parameters.start()) : url;
        String rest = url.substring(place.length());
        // an @ may also stand in the value of a parameter
        boolean ambiguous =
                rest.indexOf('@') >= 0 && !FIRST_PARAMETER.matcher(rest).lookingAt();
        return withoutUser(place, ambiguous);
    }

    private static String withoutUser(String place, boolean ambiguous) {
        int slashes = place.indexOf("//");
        int at = place.lastIndexOf('@');
        int user = slashes >= 0 && (at < 0 || slashes < at) ? slashes + 2 : endOfScheme(place);
        String host = place.substring(Math.max(user, at + 1));
        if (ambiguous || slashes >= 0 && !HOSTS.matcher(host).matches()) {
            return place.substring(0, user) + HIDDEN;
        }
        return at < 0 ? place : place.substring(0, user) + HIDDEN + '@' + host;
    }

    private static int endOfScheme(String place) {
        Matcher scheme = SCHEME.matcher(place);
        return scheme.lookingAt() ? scheme.end() : 0;
    }
}
