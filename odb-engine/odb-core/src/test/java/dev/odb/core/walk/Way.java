package dev.odb.core.walk;

import dev.odb.BTreeMap;
import dev.odb.Persistent;

/** All stops by number. */
@Persistent
public class Way {
    final BTreeMap<Long, Stop> stops = new BTreeMap<>();
}
