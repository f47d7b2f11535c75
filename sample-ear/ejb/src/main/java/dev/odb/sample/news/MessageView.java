package dev.odb.sample.news;

import dev.odb.sample.model.Message;
import java.time.Instant;

/** A message as it is shown; see {@link Message} for the parts. */
public record MessageView(long number, String issue, String by, String text, Instant at, boolean read) {
    static MessageView of(Message message) {
        return new MessageView(
                message.number(), message.issue(), message.by(), message.text(), message.at(), message.isRead());
    }
}
