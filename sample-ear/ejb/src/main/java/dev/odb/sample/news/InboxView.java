package dev.odb.sample.news;

import dev.odb.sample.model.Person;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An inbox as it is shown.
 *
 * @param address where mail goes, or null
 * @param messages newest first
 */
public record InboxView(String person, String address, long unread, List<MessageView> messages) {
    static InboxView of(Person person) {
        List<MessageView> messages =
                new ArrayList<>(person.messages().stream().map(MessageView::of).toList());
        Collections.reverse(messages);
        return new InboxView(person.name(), person.address(), person.unread(), messages);
    }

    static InboxView empty(String person) {
        return new InboxView(person, null, 0, List.of());
    }
}
