package dev.odb.core.isolation;

import java.util.List;

/**
 * What came of a round.
 *
 * @param prepared how many branches were decided late
 * @param packs how many packs there were meanwhile
 * @param failures what no transaction may end in
 */
record Outcome(History history, int prepared, int packs, List<Throwable> failures) {}
