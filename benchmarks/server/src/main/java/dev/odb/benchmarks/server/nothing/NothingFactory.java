package dev.odb.benchmarks.server.nothing;

import jakarta.resource.ResourceException;
import jakarta.resource.Referenceable;
import java.io.Serializable;

/** What is bound in JNDI. */
public interface NothingFactory extends Serializable, Referenceable {
    /** A connection; close it. */
    Nothing getConnection() throws ResourceException;
}
