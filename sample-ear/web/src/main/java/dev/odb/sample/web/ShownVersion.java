package dev.odb.sample.web;

import dev.odb.sample.model.InvalidIssueException;
import dev.odb.sample.service.IssueView;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.EntityTag;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which state of an issue somebody was shown: an object and its serial, in a body or as an entity tag. */
record ShownVersion(long oid, long serial) {
    private static final Pattern TAG = Pattern.compile("\"([0-9]+)-([0-9]+)\"");

    static ShownVersion of(IssueView issue) {
        return new ShownVersion(issue.oid(), issue.serial());
    }

    /** As the fields {@code oid} and {@code serial}. */
    static ShownVersion in(JsonObject given) {
        return new ShownVersion(Input.id(given, "oid"), Input.id(given, "serial"));
    }

    /** As the one tag of {@code If-Match}. */
    static ShownVersion ofTag(String ifMatch) {
        Matcher tag = TAG.matcher(ifMatch);
        if (!tag.matches()) {
            throw new InvalidIssueException("If-Match", "'If-Match' must be the ETag that the issue was shown with.");
        }
        return new ShownVersion(Input.id("If-Match", tag.group(1)), Input.id("If-Match", tag.group(2)));
    }

    EntityTag tag() {
        return new EntityTag(oid + "-" + serial);
    }
}
