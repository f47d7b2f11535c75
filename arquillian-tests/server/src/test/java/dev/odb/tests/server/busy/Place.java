package dev.odb.tests.server.busy;

import java.time.DayOfWeek;

/** A Java record. */
record Place(int number, DayOfWeek day) {}
