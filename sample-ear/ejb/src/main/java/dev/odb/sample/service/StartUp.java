package dev.odb.sample.service;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Creates the audit table, before the first request or message is served. */
@Singleton
@Startup
public class StartUp {
    @Inject
    private AuditLog audit;

    @PostConstruct
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void create() {
        audit.createTable();
    }
}
