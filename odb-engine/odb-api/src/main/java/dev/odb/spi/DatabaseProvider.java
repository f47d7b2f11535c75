package dev.odb.spi;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;

/** An engine, found by {@link java.util.ServiceLoader} with odb-api's own class loader. */
public interface DatabaseProvider {
    /** The form of the URLs it understands, for messages. */
    String urlForm();

    /** Whether it understands the URL. */
    boolean accepts(String url);

    /** Opens a database. */
    ObjectDatabase open(OdbConfiguration configuration);
}
