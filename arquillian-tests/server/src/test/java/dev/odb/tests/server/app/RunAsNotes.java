package dev.odb.tests.server.app;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;

/** Runs in a role that its callers need not have. */
@Stateless
@RunAs("odb-admin")
@PermitAll
public class RunAsNotes {
    @Resource(lookup = "java:/odb/issues")
    private OdbConnectionFactory factory;

    @EJB
    private Notes notes;

    public void write(String note) {
        try (OdbConnection connection = factory.getConnection()) {
            Notes.write(connection, note);
        }
    }

    public void writeThrough(String note) {
        notes.write(note);
    }

    public String administer(String call) {
        return Administration.call(factory, call);
    }
}
