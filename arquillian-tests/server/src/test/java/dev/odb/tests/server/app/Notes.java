package dev.odb.tests.server.app;

import dev.odb.BTreeMap;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.OdbCredentials;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;

/** Stores notes, each in a transaction of its own with the note as its description. */
@Stateless
public class Notes {
    @Resource(lookup = "java:/odb/issues")
    private OdbConnectionFactory factory;

    public void write(String note) {
        try (OdbConnection connection = factory.getConnection()) {
            write(connection, note);
        }
    }

    /** Signs on by itself. */
    public void writeAs(String user, String password, String note) {
        try (OdbConnection connection = factory.getConnection(OdbCredentials.of(user, password.toCharArray()))) {
            write(connection, note);
        }
    }

    public boolean has(String note) {
        try (OdbConnection connection = factory.getConnection()) {
            return notes(connection).containsKey(note);
        }
    }

    public String administer(String call) {
        return Administration.call(factory, call);
    }

    static void write(OdbConnection connection, String note) {
        connection.transaction().describe(note);
        notes(connection).put(note, "written");
    }

    @SuppressWarnings("unchecked")
    private static BTreeMap<String, String> notes(OdbConnection connection) {
        return connection.root("notes", BTreeMap.class, BTreeMap::new);
    }
}
