package dev.odb.benchmarks.server.nothing;

import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import java.io.Serializable;

/** What is bound in JNDI. */
public interface NothingFactory extends Serializable, Referenceable {
    /** A connection; close it. */
    Nothing getConnection() throws ResourceException;
}
