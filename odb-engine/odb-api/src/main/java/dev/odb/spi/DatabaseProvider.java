package dev.odb.spi;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbCredentials;

/** An engine, found by {@link java.util.ServiceLoader} with odb-api's own class loader. */
public interface DatabaseProvider {
    /** The form of the URLs it understands, for messages. */
    String urlForm();

    /** Whether it understands the URL. */
    boolean accepts(String url);

    /** Opens a database for whoever signs on to it. */
    ObjectDatabase open(OdbConfiguration configuration, OdbCredentials credentials);
}
