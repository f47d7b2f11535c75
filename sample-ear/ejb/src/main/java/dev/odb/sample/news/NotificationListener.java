package dev.odb.sample.news;

import dev.odb.cdi.OdbRoot;
import dev.odb.inflow.OdbTaskListener;
import dev.odb.sample.model.Notification;
import dev.odb.sample.model.People;
import dev.odb.sample.model.Person;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

/**
 * Notifies one person: the inbox is in the database and gets each message once; the mail is not, and may be given away
 * again if this transaction is rolled back after it, so it goes with an idempotence key. What cannot be delivered is tried
 * four times within two seconds, then parked.
 */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "queue", propertyValue = IssueNews.QUEUE),
            @ActivationConfigProperty(propertyName = "consumers", propertyValue = "4"),
            @ActivationConfigProperty(propertyName = "attempts", propertyValue = "4"),
            @ActivationConfigProperty(propertyName = "backoffMillis", propertyValue = "250")
        })
public class NotificationListener implements OdbTaskListener<Notification> {
    @Inject
    @OdbRoot("people")
    private People people;

    @Inject
    private MailFolder mail;

    @Inject
    private Event<LiveChange> changes;

    @Override
    public void onTask(Notification notification) throws UndeliverableException {
        Person person = people.person(notification.recipient());
        if (person.address() != null) {
            mail.deliver(person.address(), notification);
        }
        person.receive(notification);
        changes.fire(new LiveChange(LiveChange.Kind.INBOX, person.name()));
    }
}
