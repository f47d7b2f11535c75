package dev.odb.tests.inflow;

import dev.odb.cdi.OdbRoot;
import dev.odb.inflow.OdbTaskListener;
import dev.odb.tests.model.Issues;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;

@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "queue", propertyValue = "reminders"),
            @ActivationConfigProperty(propertyName = "consumers", propertyValue = "8")
        })
public class ReminderListener implements OdbTaskListener<Reminder> {
    @Inject
    @OdbRoot("issues")
    private Issues issues;

    @Override
    public void onTask(Reminder reminder) {
        issues.get(reminder.issue()).comment(reminder.text());
    }
}
