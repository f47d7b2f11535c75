package dev.odb.core.audit;

/** On memory storage. */
class MemoryAuditTest extends AuditConformance {
    @Override
    protected String url() {
        return "odb:memory:";
    }
}
