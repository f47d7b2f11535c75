package dev.odb.tests.inject;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.tests.model.Issue;
import dev.odb.tests.model.Issues;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Works in a version, whose name the caller gives. */
@ApplicationScoped
public class IssueVersions {
    @Resource(lookup = "java:/odb/issues")
    private OdbConnectionFactory factory;

    @Transactional
    public void comment(String version, String key, String text) {
        try (OdbConnection connection = factory.getConnection(version)) {
            issue(connection, key).comment(text);
        }
    }

    @Transactional
    public List<String> comments(String version, String key) {
        try (OdbConnection connection = factory.getConnection(version)) {
            return List.copyOf(issue(connection, key).comments());
        }
    }

    /** To the main line. */
    @Transactional
    public void commit(String version) {
        try (OdbConnection connection = factory.getConnection()) {
            connection.commitVersion(version);
        }
    }

    @Transactional
    public void lock(String version, String key) {
        try (OdbConnection connection = factory.getConnection(version)) {
            connection.lock(issue(connection, key));
        }
    }

    /** Asks for the administrator's role. */
    @Transactional
    public void breakLock(String version, String key) {
        try (OdbConnection connection = factory.getConnection()) {
            factory.administration().breakLock(version, connection.oid(issue(connection, key)));
        }
    }

    private static Issue issue(OdbConnection connection, String key) {
        return connection.root("issues", Issues.class).get(key);
    }
}
