package dev.odb.core.isolation;

import dev.odb.OdbConfiguration;
import dev.odb.core.Engine;
import dev.odb.core.Engines;
import dev.odb.core.storage.memory.MemoryStorage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Interleaved transactions over a memory storage with a plant in it, and what the checker finds in them. */
final class PlantedRun {
    static final int TRANSACTIONS = 250;

    private final Plant plant;
    private final long seed;
    private final OdbConfiguration configuration;
    private final Set<Anomaly.Kind> found = EnumSet.noneOf(Anomaly.Kind.class);
    private final List<Throwable> failures = new ArrayList<>();
    private int committed;

    PlantedRun(Plant plant, long seed, OdbConfiguration configuration) {
        this.plant = plant;
        this.seed = seed;
        this.configuration = configuration;
    }

    /**
     * Runs until enough is found, or for so many rounds.
     *
     * @param victims the objects of a round's board that the plant is wrong for
     */
    void until(Set<Anomaly.Kind> enough, int rounds, Function<Boards, Set<Long>> victims) {
        MemoryStorage right = new MemoryStorage("planted", () -> Instant.EPOCH.plusSeconds(1 << 30));
        try (Engine database = Engines.over(plant.in(right), configuration);
                Interleaving run = new Interleaving(
                        database, seed, configuration.isolation(), branch -> plant.afterPrepare(branch.id()))) {
            plant.above(database);
            for (int i = 0; i < rounds && !found.containsAll(enough); i++) {
                Outcome outcome = run.round(TRANSACTIONS, () -> plant.arm(victims.apply(run.boards())), plant::disarm);
                failures.addAll(outcome.failures());
                committed += (int) outcome.history().transactions().stream()
                        .filter(Transaction::committed)
                        .count();
                Checker.check(outcome.history()).forEach(anomaly -> found.add(anomaly.kind()));
            }
        }
    }

    Plant plant() {
        return plant;
    }

    Set<Anomaly.Kind> found() {
        return found;
    }

    /** What no transaction may end in; a plant may cause some. */
    List<Throwable> failures() {
        return failures;
    }

    int committed() {
        return committed;
    }
}
