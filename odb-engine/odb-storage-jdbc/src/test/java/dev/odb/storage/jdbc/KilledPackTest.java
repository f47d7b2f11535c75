package dev.odb.storage.jdbc;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.transactions;
import static dev.odb.core.storage.Batches.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.PackException;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.PackResult;
import dev.odb.core.storage.Packs;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Write;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pack that ends at any moment has changed nothing or, for whoever reads, everything; the next one does the rest. */
class KilledPackTest {
    private static final JdbcSettings IMPATIENT = JdbcSettings.DEFAULT
            .withClock(InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z")))
            .withReferences(Packs::references)
            .withTimes(Duration.ofSeconds(15), Duration.ZERO);
    private static final int OBJECTS = 8;

    @TempDir
    Path folder;

    private String url;
    /** After so many commits the database is gone, the last of which it may have done. */
    private int commitsLeft = Integer.MAX_VALUE;

    private boolean lastIsDone;

    @Test
    void packKilledAtAnyCommit_isNothingOrEverything() throws Exception {
        String before = life("before", Integer.MAX_VALUE, false, false);
        String after = life("after", Integer.MAX_VALUE, false, true);
        assertThat(after).isNotEqualTo(before);
        TreeSet<String> met = new TreeSet<>();
        int commits = 0;
        for (boolean done : new boolean[] {false, true}) {
            String found = "";
            for (commits = 0; !found.equals("whole"); commits++) {
                found = killed(commits, done, before, after);
                met.add(found);
            }
        }
        assertThat(met).containsExactly("after", "before", "whole");
        assertThat(commits).as("there was something to kill").isGreaterThan(6);
    }

    private String life(String name, int commits, boolean done, boolean pack) throws Exception {
        try (JdbcStorage storage = open(name)) {
            long upTo = fill(storage);
            if (pack) {
                storage.pack(Packs.to(upTo));
            }
            return content(storage);
        }
    }

    private String killed(int commits, boolean done, String before, String after) throws Exception {
        String name = "killed-" + done + commits;
        boolean whole = true;
        JdbcStorage storage = open(name);
        long upTo = fill(storage);
        commitsLeft = commits;
        lastIsDone = done;
        try {
            storage.pack(Packs.to(upTo));
        } catch (PackException e) {
            whole = false;
        }
        whole = whole && commitsLeft > 0;
        commitsLeft = 0;
        storage.close();
        commitsLeft = Integer.MAX_VALUE;
        try (Connection connection = DriverManager.getConnection(url)) {
            Sql.update(connection, "DELETE FROM odb_server");
        }
        String found;
        try (JdbcStorage again = open(name)) {
            found = content(again);
            assertThat(found).as(name).isIn(before, after);
            PackResult finished = again.pack(Packs.to(upTo));
            assertThat(finished.packedTid()).isEqualTo(upTo);
            assertThat(content(again)).as(name).isEqualTo(after);
            assertThat(finished.after().objects()).isEqualTo(5);
            assertThat(finished.after().revisions()).isEqualTo(6);
        }
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(Sql.number(connection, "SELECT COUNT(*) FROM odb_database WHERE pack_unfinished"))
                    .isZero();
            assertThat(Sql.number(connection, "SELECT COUNT(*) FROM odb_record"))
                    .as(name)
                    .isEqualTo(6);
            assertThat(
                            Sql.number(
                                    connection,
                                    "SELECT COUNT(*) FROM odb_reference WHERE NOT EXISTS (SELECT 1 FROM"
                                            + " odb_record d WHERE d.oid = odb_reference.oid AND d.serial = odb_reference.serial)"))
                    .isZero();
        }
        return whole ? "whole" : found.equals(before) ? "before" : "after";
    }

    /** Old revisions, garbage, a state that is copied, something later, something prepared; gives the pack time. */
    private static long fill(JdbcStorage storage) throws Exception {
        long first = commit(
                storage,
                write(0, 0, "root>1,2"),
                write(1, 0, "a>"),
                write(2, 0, "b>"),
                write(3, 0, "c>4"),
                write(4, 0, "d>"));
        long second = commit(storage, write(1, first, "a again>"), write(2, first, "b again>"));
        long third = storage.commit(
                batch(new Write(1, second, "a>".getBytes(UTF_8), first), write(3, first, "c again>")), tid -> {});
        commit(storage, write(1, third, "late>"), write(5, 0, "late, too>"));
        storage.prepare(branch(1, 1), batch(write(6, 0, "prepared>7")));
        commit(storage, write(7, 0, "referred to>"));
        return third;
    }

    /** What can be seen of it from the pack time on. */
    private static String content(JdbcStorage storage) {
        List<String> found = new ArrayList<>();
        found.add("packed " + storage.packedTid());
        for (CommittedTransaction transaction : transactions(storage, 0, Long.MAX_VALUE)) {
            found.add("transaction " + transaction.tid());
            for (Write write : transaction.writes()) {
                found.add(write.oid() + ": " + new String(write.record(), UTF_8));
            }
        }
        for (long oid = 0; oid < OBJECTS; oid++) {
            Revision newest = storage.exists(oid) ? storage.load(oid, storage.lastTid()) : null;
            found.add(oid
                    + (newest == null ? " is gone" : " of " + newest.serial() + new String(newest.record(), UTF_8)));
        }
        storage.prepared()
                .forEach(branch ->
                        found.add(branch.id() + " " + branch.batch().writes().size()));
        return String.join("\n", found);
    }

    private JdbcStorage open(String name) {
        url = Databases.h2(folder.resolve(name));
        String opened = url;
        return JdbcStorage.open(new Address(opened, false, () -> mortal(opened)), false, IMPATIENT);
    }

    private Connection mortal(String opened) throws SQLException {
        if (commitsLeft <= 0) {
            throw new SQLException("gone", "08001");
        }
        Connection real = DriverManager.getConnection(opened);
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        if (!method.getName().equals("commit")) {
                            return method.invoke(real, arguments);
                        }
                        commitsLeft--;
                        if (commitsLeft > 0 || commitsLeft == 0 && lastIsDone) {
                            real.commit();
                        }
                        if (commitsLeft > 0) {
                            return null;
                        }
                        real.close();
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    throw new SQLException("gone", "08006");
                });
    }

    /** Whoever cancels a pack that has decided gets it at once, and knows what it means. */
    @Test
    void cancelledWhileItRemoves_isFinishedByTheNext() throws Exception {
        try (JdbcStorage storage = open("cancelled")) {
            long upTo = fill(storage);
            PackException cancelled = catchThrowableOfType(
                    PackException.class,
                    () -> storage.pack(Packs.watched(upTo, (phase, done, total) -> {
                        if (storage.packedTid() > 0) {
                            throw new CancellationException("enough");
                        }
                    })));
            assertThat(cancelled).hasMessageContaining("ODB-4332").hasMessageContaining("enough");
            assertThat(storage.packedTid()).isEqualTo(upTo);
            String found = content(storage);
            assertThat(storage.pack(Packs.to(upTo)).after().revisions()).isEqualTo(6);
            assertThat(content(storage)).isEqualTo(found);
        }
    }
}
