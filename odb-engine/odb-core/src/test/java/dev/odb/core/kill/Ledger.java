package dev.odb.core.kill;

import dev.odb.BTreeMap;
import dev.odb.Counter;
import dev.odb.Persistent;

/** What all writers change in every transaction, each in a part of its own and together. */
@Persistent
public class Ledger {
    final BTreeMap<String, Account> accounts = new BTreeMap<>();
    final BTreeMap<String, Long> journal = new BTreeMap<>();
    final Counter total = new Counter();

    Account account(int writer) {
        return accounts.computeIfAbsent("writer-" + writer, name -> new Account());
    }

    void enter(int writer, long number) {
        account(writer).entries.add(number);
        journal.put(key(writer, number), number);
        total.add(1);
    }

    static String key(int writer, long number) {
        return writer + ":" + number;
    }
}
