package dev.odb.benchmarks.contestants;

import java.nio.file.Path;
import java.sql.SQLException;

/** ODB on relational storage. */
public final class OdbOnPostgres extends OdbContestant {
    @Override
    public String settings() {
        return "odb:jdbc with its defaults; caches of 256 MiB of records, shared and a connection's";
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
        return "odb:jdbc:" + PostgresSchema.url(folder);
    }
}
