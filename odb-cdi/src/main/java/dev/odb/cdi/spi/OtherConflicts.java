package dev.odb.cdi.spi;

import dev.odb.replay.Chain;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.List;
import java.util.Set;

/** What an application declares to be a conflict, beside those of ODB's databases: {@code @RetryOnConflict(on = ...)}. */
final class OtherConflicts {
    /** Serialization failure, in the standard; deadlock, in PostgreSQL's own class of it. */
    private static final Set<String> TAKEN_BACK = Set.of("40001", "40P01");

    /** Statement completion unknown: of the same class of the standard, but nobody knows what was done. */
    private static final String UNKNOWN = "40003";

    private final List<Class<? extends Throwable>> declared;

    OtherConflicts(Class<? extends Throwable>[] declared) {
        this.declared = List.of(declared);
    }

    /** The conflict in an exception, or null. */
    Throwable in(Exception thrown) {
        return declared.isEmpty() ? null : Chain.of(thrown).first(this::isDeclared);
    }

    private boolean isDeclared(Throwable thrown) {
        return !(thrown instanceof SQLException sql && UNKNOWN.equals(sql.getSQLState()))
                && declared.stream().anyMatch(type -> type.isInstance(thrown) || standsFor(type, thrown));
    }

    private static boolean standsFor(Class<? extends Throwable> type, Throwable thrown) {
        return type == SQLTransactionRollbackException.class
                && thrown instanceof SQLException sql
                && TAKEN_BACK.contains(String.valueOf(sql.getSQLState()));
    }
}
