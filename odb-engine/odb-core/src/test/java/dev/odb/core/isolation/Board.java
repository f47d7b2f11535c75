package dev.odb.core.isolation;

import dev.odb.BTreeMap;
import dev.odb.Counter;
import dev.odb.Persistent;
import dev.odb.PersistentList;
import java.util.ArrayList;
import java.util.List;

/** The objects that the transactions of one round fight for. Lists of both kinds: one record each. */
@Persistent
class Board {
    final PersistentList<PersistentList<Long>> own = new PersistentList<>();
    final PersistentList<Tally> fields = new PersistentList<>();
    final BTreeMap<Long, Long> map = new BTreeMap<>();
    final Counter census = new Counter();
    final Counter total = new Counter();

    Board(int lists) {
        for (int i = 0; i < lists; i++) {
            own.add(new PersistentList<>());
            fields.add(new Tally());
        }
    }

    int lists() {
        return 2 * own.size();
    }

    /** The persistent object behind list i. */
    Object holder(int i) {
        return i % 2 == 0 ? own.get(i / 2) : fields.get(i / 2);
    }

    List<Long> list(int i) {
        return i % 2 == 0 ? own.get(i / 2) : fields.get(i / 2).values;
    }

    /** A list in a field. */
    @Persistent
    static class Tally {
        List<Long> values = new ArrayList<>();
    }
}
