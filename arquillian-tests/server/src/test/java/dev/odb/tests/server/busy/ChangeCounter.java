package dev.odb.tests.server.busy;

import dev.odb.cdi.OdbRoot;
import dev.odb.inflow.ChangeEvent;
import dev.odb.inflow.OdbChangeListener;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;

/** Hears of what the others do. */
@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "subscription", propertyValue = "busy"))
public class ChangeCounter implements OdbChangeListener {
    @Inject
    @OdbRoot("board")
    private Board board;

    @Override
    public void onChange(ChangeEvent change) {
        board.heard(change.objects().size());
    }
}
