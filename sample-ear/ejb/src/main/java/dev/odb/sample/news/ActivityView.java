package dev.odb.sample.news;

import dev.odb.sample.model.Activity;
import dev.odb.sample.model.Deed;
import java.time.Instant;

/** An activity as it is shown; see {@link Activity} for the parts. */
public record ActivityView(long number, Instant at, String by, Deed.Action action, String subject, int count) {
    static ActivityView of(Activity activity) {
        return new ActivityView(
                activity.number(),
                activity.at(),
                activity.by(),
                activity.action(),
                activity.subject(),
                activity.count());
    }
}
