package dev.odb.sample.service;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.sample.model.Activities;
import dev.odb.sample.model.Issues;
import dev.odb.sample.model.People;
import dev.odb.sample.model.Uploads;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The roots of the object graph. */
@ApplicationScoped
public class Roots {
    @Resource(lookup = "java:/odb/issues")
    private OdbConnectionFactory database;

    /** Creates those that are not there yet. */
    @Transactional
    public void create() {
        try (OdbConnection connection = database.getConnection()) {
            connection.root("issues", Issues.class, Issues::new);
            connection.root("uploads", Uploads.class, Uploads::new);
            connection.root("people", People.class, People::new);
            connection.root("activities", Activities.class, Activities::new);
        }
    }
}
