package dev.odb.tests.server.app;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The same in a CDI bean. */
@ApplicationScoped
@Transactional
public class BeanNotes {
    @Resource(lookup = "java:/odb/issues")
    private OdbConnectionFactory factory;

    public void write(String note) {
        try (OdbConnection connection = factory.getConnection()) {
            Notes.write(connection, note);
        }
    }

    /** Undoes the newest transaction. */
    public void undoNewest() {
        try (OdbConnection connection = factory.getConnection()) {
            connection.undo(connection.serial(connection.roots().get("notes")));
        }
    }

    public String administer(String call) {
        return Administration.call(factory, call);
    }
}
