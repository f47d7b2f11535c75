package dev.odb.tests.server.busy;

import dev.odb.inflow.OdbTaskListener;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import java.io.IOException;

/** Takes the notes that the servlet sends. */
@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "queue", propertyValue = "notes"))
public class NoteListener implements OdbTaskListener<Note> {
    @Inject
    private Worker worker;

    @Override
    public void onTask(Note note) throws IOException {
        worker.add(note.text());
    }
}
