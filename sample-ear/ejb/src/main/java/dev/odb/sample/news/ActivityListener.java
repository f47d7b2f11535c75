package dev.odb.sample.news;

import dev.odb.cdi.OdbRoot;
import dev.odb.inflow.ChangeEvent;
import dev.odb.inflow.OdbChangeListener;
import dev.odb.sample.model.Activities;
import dev.odb.sample.model.Deed;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Makes the list of activities of what is committed. Only transactions that say what they were for are in it, so neither
 * deliveries nor what was read in an inbox are; imported issues are not either, since there are thousands: the chunks of the
 * file that they came with are. What this writes itself is not told to it.
 */
@MessageDriven(
        activationConfig = @ActivationConfigProperty(propertyName = "subscription", propertyValue = "activities"))
public class ActivityListener implements OdbChangeListener {
    @Inject
    @OdbRoot("activities")
    private Activities activities;

    @Inject
    private Event<LiveChange> changes;

    @Override
    public void onChange(ChangeEvent change) {
        Optional<Deed> deed = Deed.parse(change.description());
        if (deed.isPresent() && deed.get().action() != Deed.Action.IMPORTED) {
            activities.add(change.tid(), change.instant(), change.user(), deed.get());
            changes.fire(new LiveChange(LiveChange.Kind.ACTIVITY, deed.get().subject()));
        }
    }
}
