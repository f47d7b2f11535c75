package dev.odb.tests.server.busy;

import dev.odb.ByValue;

/** A value class. */
@ByValue
class Tag {
    String text = "";
}
