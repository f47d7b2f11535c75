package dev.odb.core.transaction;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A transaction lost a conflict, for the flight recorder. */
@Name("dev.odb.Conflict")
@Label("Conflict")
@Category("ODB")
@Description("A transaction was refused, because another one came first")
final class ConflictEvent extends Event {
    private static final ConflictEvent PROBE = new ConflictEvent();

    @Label("Database")
    String database;

    @Label("Error")
    String code;

    @Label("Object")
    @Description("The oid of the first object that was lost; negative for the commit gate")
    long oid;

    @Label("Class")
    String className;

    @Label("Lost Objects")
    int lostObjects;

    @Label("Serial Seen")
    long serialSeen;

    @Label("Serial Committed")
    long serialCommitted;

    @Label("Winner")
    @Description("The tid of the transaction that came first; 0 if it is not known")
    long winner;

    @Label("Winner's User")
    String winnerUser;

    @Label("Winner's Description")
    String winnerDescription;

    @Label("Changed by the Winner")
    @Description("The fields that differ between what was read and what is stored")
    String changedByWinner;

    @Label("Changed Here")
    @Description("The fields that differ between what was read and what was to be stored")
    String changedHere;

    static boolean isOn() {
        return PROBE.isEnabled();
    }
}
