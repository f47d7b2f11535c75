package dev.odb.tests.crash;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A moment in which a process can be halted, and Byteman's rule that does it when the process is told this one's name. */
enum Point {
    BEFORE_OUR_PREPARE(Resource.OURS, Call.PREPARE, true),
    AFTER_OUR_PREPARE(Resource.OURS, Call.PREPARE, false),
    BEFORE_THEIR_PREPARE(Resource.THEIRS, Call.PREPARE, true),
    AFTER_THEIR_PREPARE(Resource.THEIRS, Call.PREPARE, false),
    BEFORE_DECISION(Resource.COORDINATOR, null, true),
    AFTER_DECISION(Resource.COORDINATOR, null, false),
    BEFORE_OUR_COMMIT(Resource.OURS, Call.COMMIT, true),
    AFTER_OUR_COMMIT(Resource.OURS, Call.COMMIT, false),
    BEFORE_THEIR_COMMIT(Resource.THEIRS, Call.COMMIT, true),
    AFTER_THEIR_COMMIT(Resource.THEIRS, Call.COMMIT, false),
    BEFORE_OUR_ROLLBACK(Resource.OURS, Call.ROLLBACK, true),
    AFTER_OUR_ROLLBACK(Resource.OURS, Call.ROLLBACK, false),
    BEFORE_THEIR_ROLLBACK(Resource.THEIRS, Call.ROLLBACK, true),
    AFTER_THEIR_ROLLBACK(Resource.THEIRS, Call.ROLLBACK, false);

    /** Whose step it is. */
    enum Resource {
        OURS,
        THEIRS,
        COORDINATOR
    }

    /** A call of XAResource. */
    enum Call {
        PREPARE("prepare(Xid)"),
        COMMIT("commit(Xid, boolean)"),
        ROLLBACK("rollback(Xid)");

        private final String method;

        Call(String method) {
            this.method = method;
        }
    }

    private final Resource resource;
    private final Call call;
    private final boolean before;

    Point(Resource resource, Call call, boolean before) {
        this.resource = resource;
        this.call = call;
        this.before = before;
    }

    /** All rules for one other resource. */
    static String rules(OtherResource other) {
        return Arrays.stream(values()).map(point -> point.rule(other)).collect(Collectors.joining());
    }

    private String rule(OtherResource other) {
        return "RULE " + name() + "\n" + place(other) + "\nIF \"" + name()
                + "\".equals(System.getProperty(\"odb.test.halt\"))\nDO killJVM()\nENDRULE\n";
    }

    private String place(OtherResource other) {
        return switch (resource) {
            case OURS -> method("dev.odb.ra.OdbXAResource");
            case THEIRS -> method(other.xaResource());
            case COORDINATOR ->
                "CLASS com.arjuna.ats.arjuna.coordinator.BasicAction\nMETHOD prepare\n" + (before ? "AT" : "AFTER")
                        + " INVOKE ParticipantStore.write_committed";
        };
    }

    private String method(String className) {
        return "CLASS " + className + "\nMETHOD " + call.method + "\nAT " + (before ? "ENTRY" : "EXIT");
    }
}
