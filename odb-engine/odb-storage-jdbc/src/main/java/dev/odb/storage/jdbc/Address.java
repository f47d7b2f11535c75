package dev.odb.storage.jdbc;

import dev.odb.spi.ShownUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * Where a relational database is and how connections to it are got.
 *
 * @param location for messages; no password stands in it
 * @param pooled whether whoever opens connections keeps them open himself, so that they are given back after each use
 * @param opener opens one
 */
public record Address(String location, boolean pooled, Opener opener) {
    /** Opens connections. */
    @FunctionalInterface
    public interface Opener {
        /** A connection in the mode of automatic commits. */
        Connection open() throws SQLException;
    }

    /** A JDBC URL, or the JNDI name of a data source. */
    public static Address of(String name) {
        if (name.startsWith("jdbc:")) {
            requireDriver(name);
            return new Address(ShownUrl.of(name), false, () -> DriverManager.getConnection(name));
        }
        DataSource source = lookUp(name);
        return new Address(name, true, source::getConnection);
    }

    private static void requireDriver(String url) {
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw JdbcMessages.noDriver(ShownUrl.of(url));
        }
    }

    private static DataSource lookUp(String name) {
        try {
            Object found = new InitialContext().lookup(name);
            if (found instanceof DataSource source) {
                return source;
            }
            throw JdbcMessages.notADataSource(name, found.getClass().getName());
        } catch (NamingException e) {
            throw JdbcMessages.noDataSource(name, e);
        }
    }
}
