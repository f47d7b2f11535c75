package dev.odb.tests.inflow;

import dev.odb.cdi.OdbRoot;
import dev.odb.inflow.ChangeEvent;
import dev.odb.inflow.OdbChangeListener;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;

@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "subscription", propertyValue = "activity"))
public class ActivityList implements OdbChangeListener {
    @Inject
    @OdbRoot("activity")
    private Activities activities;

    @Override
    public void onChange(ChangeEvent change) {
        if (!change.description().isEmpty()) {
            activities.add(change.user() + " " + change.description());
        }
    }
}
