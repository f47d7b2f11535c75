package dev.odb.sample.news;

import dev.odb.cdi.OdbRoot;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.sample.model.Activities;
import dev.odb.sample.model.InvalidIssueException;
import dev.odb.sample.model.People;
import dev.odb.sample.model.Person;
import dev.odb.sample.service.Author;
import dev.odb.sample.service.Repetitions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.regex.Pattern;

/** Inboxes and activities, for the page. Each method is one transaction. */
@ApplicationScoped
@Transactional
@RetryOnConflict
public class NewsService {
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s\\p{Cntrl}]{1,100}@[^@\\s\\p{Cntrl}]{1,100}");

    @Inject
    @OdbRoot("people")
    private People people;

    @Inject
    @OdbRoot("activities")
    private Activities activities;

    @Inject
    private Repetitions repetitions;

    /** The newest activities, newest first. */
    public List<ActivityView> activities(int limit) {
        return activities.newest(limit).stream().map(ActivityView::of).toList();
    }

    /** Somebody's inbox. */
    public InboxView inbox(String name) {
        return people.find(name).map(InboxView::of).orElseGet(() -> InboxView.empty(name));
    }

    /** Marks messages as read, up to one of that number. */
    public void read(String name, long upTo) {
        repetitions.replaysSoFar();
        people.find(name).ifPresent(person -> person.read(upTo));
    }

    /**
     * Says where somebody's mail goes.
     *
     * @param address null or blank for nowhere
     * @throws InvalidIssueException if it is no address
     */
    public void mailTo(String name, String address) {
        repetitions.replaysSoFar();
        Person person = people.person(Author.named(name));
        if (address == null || address.isBlank()) {
            person.mailTo(null);
        } else if (ADDRESS.matcher(address.strip()).matches()) {
            person.mailTo(address.strip());
        } else {
            throw new InvalidIssueException("address", "This is no mail address; write one like ada@example.org.");
        }
    }
}
