/**
 * Whether what many threads observe is snapshot isolation. {@link dev.odb.core.isolation.Workload} runs random
 * transactions and records what each saw and did; {@link dev.odb.core.isolation.Checker} looks for what no snapshot
 * isolated database can show. It works on recorded observations only and knows nothing of the engine. The method is
 * that of Elle (Kingsbury and Alvaro, VLDB 2020): values are unique and lists only grow, so that every read names the
 * transactions before it; the condition on cycles is that of Cerone and Gotsman (PODC 2016).
 */
package dev.odb.core.isolation;
