package dev.odb.benchmarks;

import dev.odb.benchmarks.contestants.EclipseStoreContestant;
import dev.odb.benchmarks.contestants.HibernateContestant;
import dev.odb.benchmarks.contestants.HibernateOnPostgres;
import dev.odb.benchmarks.contestants.JdbcOnPostgres;
import dev.odb.benchmarks.contestants.MvStoreContestant;
import dev.odb.benchmarks.contestants.OdbContestant;
import dev.odb.benchmarks.contestants.OdbOnPostgres;
import dev.odb.benchmarks.contestants.PlainJavaContestant;
import dev.odb.benchmarks.contestants.RawLogContestant;
import dev.odb.benchmarks.contestants.XodusContestant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Who can take part, by a short name. */
public enum Contestants {
    RAW(RawLogContestant::new),
    PLAIN(PlainJavaContestant::new),
    ODB(OdbContestant::new),
    MVSTORE(MvStoreContestant::new),
    XODUS(XodusContestant::new),
    ECLIPSESTORE(EclipseStoreContestant::new),
    HIBERNATE(HibernateContestant::new),
    POSTGRES_JDBC(JdbcOnPostgres::inOrder),
    POSTGRES_UNORDERED(JdbcOnPostgres::unordered),
    POSTGRES_ODB(OdbOnPostgres::new),
    POSTGRES_HIBERNATE(HibernateOnPostgres::new);

    /** Those that have a folder for themselves. */
    public static final List<Contestants> IN_A_FOLDER = List.copyOf(EnumSet.range(RAW, HIBERNATE));
    /** Those that have a schema of one PostgreSQL. */
    public static final List<Contestants> ON_POSTGRES = List.copyOf(EnumSet.range(POSTGRES_JDBC, POSTGRES_HIBERNATE));

    private final Supplier<Contestant> maker;

    Contestants(Supplier<Contestant> maker) {
        this.maker = maker;
    }

    /** A new one, not open. */
    public Contestant make() {
        return maker.get();
    }

    /** Names and settings of some, for the report. */
    static Map<String, String> settings(Iterable<Contestants> some) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Contestants one : some) {
            Contestant contestant = one.make();
            settings.put(contestant.name(), contestant.settings());
        }
        return settings;
    }
}
