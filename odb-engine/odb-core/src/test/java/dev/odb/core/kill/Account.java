package dev.odb.core.kill;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;

/** The numbers that one writer has entered. */
@Persistent
public class Account {
    final List<Long> entries = new ArrayList<>();
}
