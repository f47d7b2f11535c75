package dev.odb.sample.model;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Somebody who is told of changes. */
@Persistent
public class Person {
    /** How many messages are kept. */
    public static final int KEPT = 200;

    private String name;
    private String address;
    private long lastNumber;
    private List<Message> messages = new ArrayList<>();

    Person(String name) {
        this.name = name;
    }

    /** Puts a message into the inbox; the oldest goes if there are too many. */
    public void receive(Notification notification) {
        messages.add(new Message(++lastNumber, notification));
        if (messages.size() > KEPT) {
            messages.remove(0);
        }
    }

    /** All up to that number were read. */
    public void read(long upTo) {
        messages.stream()
                .filter(message -> message.number() <= upTo && !message.isRead())
                .forEach(Message::markRead);
    }

    /** How many were not read. */
    public long unread() {
        return messages.stream().filter(message -> !message.isRead()).count();
    }

    /** Where mail goes; null for nowhere. */
    public void mailTo(String newAddress) {
        address = newAddress;
    }

    /** The name that the person goes by. */
    public String name() {
        return name;
    }

    /** Where mail goes, or null. */
    public String address() {
        return address;
    }

    /** The inbox, oldest first; unmodifiable. */
    public List<Message> messages() {
        return Collections.unmodifiableList(messages);
    }
}
