package dev.odb.tests.server.app;

import dev.odb.OdbConnectionFactory;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.Stateless;

/** Runs with less than an administrator who calls it. */
@Stateless
@RunAs("worker")
@PermitAll
public class WorkerNotes {
    @Resource(lookup = "java:/odb/issues")
    private OdbConnectionFactory factory;

    public String administer(String call) {
        return Administration.call(factory, call);
    }
}
