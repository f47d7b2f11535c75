package dev.odb.ra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.ConflictException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every cell of the XA state table of the design, against the XAResource of a real database; the lines are those of the
 * design, some of them once for each way into that state. A cell has the state in which the branch is afterwards, and before
 * it the error if there is one; an error alone leaves the state as it was. "committed", "rolled back" and "over" (there was
 * nothing to commit) are a branch that is gone: the row "none" again. Where the database fails, see {@link XaFailureTest}.
 */
class XaTableTest {
    private static final String TABLE =
            """
            state                 | start  | JOIN        | RESUME | end           | SUSPEND       | FAIL          | prepare     | commit      | one phase              | rollback    | recover | forget

            none                  | active | NOTA        | NOTA   | NOTA          | NOTA          | NOTA          | NOTA        | NOTA        | NOTA                   | NOTA        | -       | NOTA
            committed             | active | NOTA        | NOTA   | NOTA          | NOTA          | NOTA          | NOTA        | NOTA        | NOTA                   | NOTA        | -       | NOTA
            rolled back           | active | NOTA        | NOTA   | NOTA          | NOTA          | NOTA          | NOTA        | NOTA        | NOTA                   | NOTA        | -       | NOTA
            forgotten             | active | NOTA        | NOTA   | NOTA          | NOTA          | NOTA          | NOTA        | NOTA        | NOTA                   | NOTA        | -       | NOTA

            active                | DUPID  | active      | PROTO  | idle          | suspended     | rollback-only | PROTO       | PROTO       | PROTO                  | PROTO       | -       | NOTA

            suspended             | DUPID  | PROTO       | active | idle          | PROTO         | rollback-only | PROTO       | PROTO       | PROTO                  | rolled back | -       | NOTA

            idle                  | DUPID  | active      | PROTO  | idle          | idle          | rollback-only | prepared    | PROTO       | committed              | rolled back | -       | NOTA
            idle, joined          | DUPID  | active      | PROTO  | idle          | idle          | rollback-only | prepared    | PROTO       | committed              | rolled back | -       | NOTA
            idle, only read       | DUPID  | active      | PROTO  | idle          | idle          | rollback-only | RDONLY over | PROTO       | over                   | over        | -       | NOTA
            idle, conflict        | DUPID  | active      | PROTO  | idle          | idle          | rollback-only | RB lost     | PROTO       | RB lost                | rolled back | -       | NOTA

            rollback-only, FAIL   | RB     | RB          | RB     | rollback-only | rollback-only | rollback-only | RB rolled back | RB rolled back | RB rolled back   | rolled back | -       | NOTA
            rollback-only, timeout| RB     | RB          | RB     | rollback-only | rollback-only | rollback-only | RB rolled back | RB rolled back | RB rolled back   | rolled back | -       | NOTA

            prepared              | DUPID  | DUPID       | DUPID  | PROTO         | PROTO         | PROTO         | PROTO       | committed   | PROTO                  | rolled back | listed  | NOTA
            prepared, timeout     | DUPID  | DUPID       | DUPID  | PROTO         | PROTO         | PROTO         | PROTO       | committed   | PROTO                  | rolled back | listed  | NOTA
            prepared, reopened    | DUPID  | DUPID       | DUPID  | PROTO         | PROTO         | PROTO         | PROTO       | committed   | PROTO                  | rolled back | listed  | NOTA

            heuristic commit      | DUPID  | DUPID       | DUPID  | PROTO         | PROTO         | PROTO         | PROTO       | HEURCOM     | HEURCOM                | HEURCOM     | listed  | committed
            heuristic rollback    | DUPID  | DUPID       | DUPID  | PROTO         | PROTO         | PROTO         | PROTO       | HEURRB      | HEURRB                 | HEURRB      | listed  | rolled back
            h. commit, reopened   | DUPID  | DUPID       | DUPID  | PROTO         | PROTO         | PROTO         | PROTO       | HEURCOM     | HEURCOM                | HEURCOM     | listed  | committed
            h. rollback, reopened | DUPID  | DUPID       | DUPID  | PROTO         | PROTO         | PROTO         | PROTO       | HEURRB      | HEURRB                 | HEURRB      | listed  | rolled back
            """;

    @TempDir
    private Path folder;

    private final TestXid xid = TestXid.next();
    private XaDatabase database;

    static Stream<Arguments> cells() {
        List<String[]> rows = TABLE.lines()
                .filter(line -> !line.isBlank())
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toArray(String[]::new))
                .toList();
        String[] calls = rows.get(0);
        return rows.stream().skip(1).flatMap(row -> IntStream.range(1, calls.length)
                .mapToObj(i -> Arguments.of(row[0], calls[i], row[i])));
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @MethodSource("cells")
    void call_inState_answersAndMoves(String state, String call, String cell) throws Exception {
        database =
                XaDatabase.open(state.endsWith("reopened") ? "odb:file:" + folder.resolve("db") : XaDatabase.memory());
        try {
            bring(state);
            String before = stateWord(state);

            String[] expected = cell.split(" ", 2);
            boolean error = !expected[0].equals(expected[0].toLowerCase(java.util.Locale.ROOT));
            if (call.equals("recover")) {
                assertThat(database.listed(xid)).isEqualTo(cell.equals("listed"));
                assertThat(after(before)).isEqualTo(before);
                return;
            }
            assertThat(answer(call)).isEqualTo(error ? expected[0] : "ok");
            String next = !error ? cell : expected.length > 1 ? expected[1] : before;
            assertThat(after(next)).isEqualTo(next);
        } finally {
            database.close();
        }
    }

    /** The word that a cell has for the state of a row. */
    private static String stateWord(String row) {
        return switch (row) {
            case "forgotten" -> "rolled back";
            case "h. commit, reopened" -> "heuristic commit";
            case "h. rollback, reopened" -> "heuristic rollback";
            default -> row.split(",")[0];
        };
    }

    private void bring(String row) throws Exception {
        switch (row) {
            case "none" -> {}
            case "committed" -> database.prepare(xid, 1).commit(xid, false);
            case "rolled back" -> database.prepare(xid, 1).rollback(xid);
            case "forgotten" -> {
                database.prepare(xid, 1);
                database.engine.rollbackBranch(XaDatabase.id(xid));
                database.resource.forget(xid);
            }
            case "active" -> database.work(xid, 1);
            case "suspended" -> {
                database.work(xid, 1);
                database.resource.end(xid, XAResource.TMSUSPEND);
            }
            case "idle" -> idle(1);
            case "idle, joined" -> {
                database.work(xid, 1);
                XAResource second = database.another();
                second.start(xid, XAResource.TMJOIN);
                second.end(xid, XAResource.TMSUCCESS);
                database.resource.end(xid, XAResource.TMSUCCESS);
            }
            case "idle, only read" -> idle(0);
            case "idle, conflict" -> {
                idle(1);
                database.addElsewhere(10);
            }
            case "rollback-only, FAIL" -> {
                database.work(xid, 1);
                database.resource.end(xid, XAResource.TMFAIL);
            }
            case "rollback-only, timeout" -> {
                database.resource.setTransactionTimeout(5);
                database.work(xid, 1);
                database.nanos.addAndGet(5_000_000_001L);
            }
            case "prepared" -> database.prepare(xid, 1);
            case "prepared, timeout" -> {
                database.resource.setTransactionTimeout(5);
                database.prepare(xid, 1);
                database.nanos.addAndGet(5_000_000_001L);
            }
            case "prepared, reopened" -> {
                database.prepare(xid, 1);
                database = database.reopen();
            }
            case "heuristic commit", "h. commit, reopened" -> {
                database.prepare(xid, 1);
                database.engine.commitBranch(XaDatabase.id(xid));
            }
            case "heuristic rollback", "h. rollback, reopened" -> {
                database.prepare(xid, 1);
                database.engine.rollbackBranch(XaDatabase.id(xid));
            }
            default -> throw new IllegalArgumentException(row);
        }
        if (row.startsWith("h. ")) {
            database = database.reopen();
        }
    }

    private void idle(int amount) throws XAException {
        database.work(xid, amount);
        database.resource.end(xid, XAResource.TMSUCCESS);
    }

    /** What the call answers; every error says something, and a lost conflict is the cause. */
    private String answer(String call) {
        try {
            return call(call) == XAResource.XA_RDONLY ? "RDONLY" : "ok";
        } catch (XAException e) {
            assertThat(e).hasMessageMatching("(?s)ODB-5(05|10)\\d: .*");
            if (e.errorCode == XAException.XA_RBROLLBACK && e.getCause() != null) {
                assertThat(e).hasCauseInstanceOf(ConflictException.class);
            }
            return XaDatabase.name(e.errorCode);
        }
    }

    private int call(String call) throws XAException {
        XAResource resource = database.resource;
        switch (call) {
            case "start" -> resource.start(xid, XAResource.TMNOFLAGS);
            case "JOIN" -> resource.start(xid, XAResource.TMJOIN);
            case "RESUME" -> resource.start(xid, XAResource.TMRESUME);
            case "end" -> resource.end(xid, XAResource.TMSUCCESS);
            case "SUSPEND" -> resource.end(xid, XAResource.TMSUSPEND);
            case "FAIL" -> resource.end(xid, XAResource.TMFAIL);
            case "prepare" -> {
                return resource.prepare(xid);
            }
            case "commit" -> resource.commit(xid, false);
            case "one phase" -> resource.commit(xid, true);
            case "rollback" -> resource.rollback(xid);
            case "forget" -> resource.forget(xid);
            default -> throw new IllegalArgumentException(call);
        }
        return XAResource.XA_OK;
    }

    /** The branch's state as far as calls and the data can tell; ends the branch. */
    private String after(String expected) throws Exception {
        XAResource resource = database.resource;
        if (database.listed(xid)) {
            if (answer("forget").equals("NOTA")) {
                return "prepared";
            }
            return database.balance() % 10 == 1 ? "heuristic commit" : "heuristic rollback";
        }
        String resumed = answer("RESUME");
        if (resumed.equals("NOTA")) {
            return gone(expected);
        }
        return switch (resumed) {
            case "ok" -> "suspended";
            case "RB" -> "rollback-only";
            case "PROTO" -> answer("rollback").equals("PROTO") ? "active" : "idle";
            default -> resumed + " of " + resource;
        };
    }

    /** Whether the branch's addition of 1 is there; others add tens. */
    private String gone(String expected) {
        if (database.balance() % 10 == 1) {
            return "committed";
        }
        // nothing came of it: which of these words the row has says why
        return List.of("none", "over", "lost").contains(expected) ? expected : "rolled back";
    }
}
