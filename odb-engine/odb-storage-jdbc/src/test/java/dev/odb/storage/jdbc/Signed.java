package dev.odb.storage.jdbc;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import dev.odb.TransactionBody;
import java.util.function.Consumer;

/** Transactions of which is known who committed them. */
final class Signed {
    private Signed() {}

    /** By anna, in a version or, if that is empty, in the main line. */
    static void change(ObjectDatabase database, String version, Consumer<OdbConnection> body) {
        TransactionBody<Void> whole = c -> {
            c.transaction().user("anna").describe("works");
            body.accept(c);
            return null;
        };
        if (version.isEmpty()) {
            database.transact(whole);
        } else {
            database.transact(version, whole);
        }
    }
}
