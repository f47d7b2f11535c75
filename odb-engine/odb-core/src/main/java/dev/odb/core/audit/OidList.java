package dev.odb.core.audit;

import dev.odb.AuditChange;
import java.util.AbstractList;

/** Changes by rising oid, each looked at when it is asked for. */
abstract class OidList extends AbstractList<AuditChange> {
    /** The oid of one of them, without looking at it. */
    abstract long oid(int index);
}
