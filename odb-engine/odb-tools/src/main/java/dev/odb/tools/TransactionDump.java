package dev.odb.tools;

import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import java.util.Iterator;

/** Transactions: a list of them, or what one has written. */
final class TransactionDump {
    private final Storage storage;
    private final DatabaseAddress database;
    private final ClassNames classes;

    TransactionDump(Storage storage, DatabaseAddress database) {
        this.storage = storage;
        this.database = database;
        classes = new ClassNames(storage);
    }

    /** Lists those between two tids; of these only the last ones if {@code last} is not null. */
    void list(Output out, long from, long to, Integer last) {
        long skip = 0;
        if (last != null) {
            Iterator<CommittedTransaction> counted = storage.transactions(from, to);
            for (skip = -last; counted.hasNext(); skip++) {
                counted.next();
            }
        }
        if (out.json() != null) {
            out.json().beginArray("transactions");
        }
        Iterator<CommittedTransaction> transactions = storage.transactions(from, to);
        while (transactions.hasNext()) {
            CommittedTransaction next = transactions.next();
            if (skip-- <= 0) {
                list(out, next);
            }
        }
        if (out.json() != null) {
            out.json().end();
        }
    }

    private static void list(Output out, CommittedTransaction transaction) {
        long bytes = 0;
        for (Write write : transaction.writes()) {
            bytes += write.record().length;
        }
        int objects = transaction.writes().size();
        if (out.json() != null) {
            about(out.json().beginObject(), transaction)
                    .field("objects", objects)
                    .field("bytes", bytes)
                    .end();
        } else {
            out.line(
                    "%s, %d objects, %s, %s",
                    Moment.describe(transaction.tid()), objects, Sizes.of(bytes), by(transaction.metadata()));
        }
    }

    /** What one transaction has written. */
    void one(Output out, long tid) {
        Iterator<CommittedTransaction> found = storage.transactions(tid, tid);
        if (!found.hasNext()) {
            throw ToolsMessages.noTransaction(tid, database);
        }
        CommittedTransaction transaction = found.next();
        JsonWriter json = out.json();
        if (json != null) {
            about(json, transaction).beginArray("writes");
        } else {
            out.line("transaction %s, %s", Moment.describe(tid), by(transaction.metadata()));
        }
        for (Write write : transaction.writes()) {
            String type = classes.of(write.record());
            if (json != null) {
                json.beginObject()
                        .field("oid", write.oid())
                        .field("class", type)
                        .field("before", write.serialSeen())
                        .field("bytes", write.record().length)
                        .end();
            } else {
                out.line("%12d  %10d bytes  %s", write.oid(), write.record().length, type);
            }
        }
        if (json != null) {
            json.end();
        }
    }

    private static JsonWriter about(JsonWriter json, CommittedTransaction transaction) {
        TransactionMetadata about = transaction.metadata();
        json.field("tid", transaction.tid())
                .field("instant", Tids.instant(transaction.tid()))
                .field("user", about.user())
                .field("description", about.description())
                .beginObject("properties");
        about.properties().forEach(json::field);
        return json.end().field("otherResources", about.otherResources());
    }

    /** Who and why. */
    static String by(TransactionMetadata about) {
        String user = about.user().isEmpty() ? "by nobody named" : "by " + about.user();
        return about.description().isEmpty() ? user : user + ": " + about.description();
    }
}
