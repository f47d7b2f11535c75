package dev.odb.benchmarks.contestants;

import java.nio.file.Path;
import java.sql.SQLException;

/** Hibernate on PostgreSQL, which forces at each commit, for all that wait. */
public final class HibernateOnPostgres extends HibernateContestant {
    @Override
    public String name() {
        return "Hibernate";
    }

    @Override
    public String settings() {
        return "pool of 70, JDBC batches of 100 that the driver makes one statement of, no second-level cache, no version";
    }

    @Override
    public void recreate(Path folder) throws SQLException {
        PostgresSchema.recreate(folder);
    }

    @Override
    public void loaded(Path folder) throws SQLException {
        PostgresSchema.vacuum(folder);
    }

    @Override
    protected String url(Path folder) {
        return PostgresSchema.url(folder) + "&reWriteBatchedInserts=true";
    }

    @Override
    protected void forced() {}
}
