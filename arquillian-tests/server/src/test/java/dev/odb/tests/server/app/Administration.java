package dev.odb.tests.server.app;

import dev.odb.DatabaseAdministration;
import dev.odb.OdbConnectionFactory;
import dev.odb.PackOptions;
import dev.odb.StoredTransaction;
import dev.odb.TransactionInfo;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls that an administrator makes; each answers with a text. */
final class Administration {
    private Administration() {}

    static String call(OdbConnectionFactory factory, String call) {
        DatabaseAdministration administration = factory.administration();
        return switch (call) {
            case "undoLog" ->
                administration.undoLog(0, 1_000).stream()
                        .map(Administration::line)
                        .collect(Collectors.joining("\n"));
            case "history" -> administration.history(0, 10).size() + " revisions";
            case "transactions" -> {
                try (Stream<StoredTransaction> all = administration.transactions(0, Long.MAX_VALUE)) {
                    yield all.count() + " transactions";
                }
            }
            case "users" -> String.join(",", administration.users());
            case "pack" -> {
                int[] told = {0};
                administration.pack(PackOptions.before(Instant.EPOCH).withListener(progress -> ++told[0] > 0));
                yield "packed, told " + (told[0] > 0);
            }
            default -> throw new IllegalArgumentException(call);
        };
    }

    private static String line(TransactionInfo transaction) {
        return transaction.description() + "=" + transaction.user();
    }
}
