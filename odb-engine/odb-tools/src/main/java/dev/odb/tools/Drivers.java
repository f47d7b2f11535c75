package dev.odb.tools;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.logging.Logger;

/** JDBC drivers in jars that are not on the class path. */
final class Drivers {
    private Drivers() {}

    /** Makes the drivers of a jar known, until the process ends. */
    static void load(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw ToolsMessages.noDriver(jar, null);
        }
        boolean any = false;
        try {
            // stays open as long as the driver is in use, which is until the process ends
            URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, Driver.class.getClassLoader());
            for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
                DriverManager.registerDriver(new Known(driver));
                any = true;
            }
            if (!any) {
                loader.close();
            }
        } catch (MalformedURLException | SQLException | ServiceConfigurationError | LinkageError e) {
            throw ToolsMessages.noDriver(jar, e);
        } catch (IOException e) {
            throw ToolsMessages.unreadable("'" + jar + "'", e);
        }
        if (!any) {
            throw ToolsMessages.noDriver(jar, null);
        }
    }

    /** DriverManager gives only drivers whose class its caller sees, so it is given one of ours. */
    private record Known(Driver driver) implements Driver {
        @Override
        public Connection connect(String url, Properties properties) throws SQLException {
            return driver.connect(url, properties);
        }

        @Override
        public boolean acceptsURL(String url) throws SQLException {
            return driver.acceptsURL(url);
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
            return driver.getPropertyInfo(url, properties);
        }

        @Override
        public int getMajorVersion() {
            return driver.getMajorVersion();
        }

        @Override
        public int getMinorVersion() {
            return driver.getMinorVersion();
        }

        @Override
        public boolean jdbcCompliant() {
            return driver.jdbcCompliant();
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            return driver.getParentLogger();
        }
    }
}
