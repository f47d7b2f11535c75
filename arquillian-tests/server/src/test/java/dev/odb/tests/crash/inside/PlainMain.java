package dev.odb.tests.crash.inside;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.transaction.xa.XAResource;

/**
 * The commands in a plain JVM: one a line on standard input, its answer a line on standard output. Ends with its input, as
 * when the test is killed.
 */
public final class PlainMain {
    private PlainMain() {}

    /**
     * Opens everything and answers.
     *
     * @param arguments the folder, the URL of the object database, and the JDBC URL of the other resource or {@code broker}
     */
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Path folder = Path.of(arguments[0]);
        Commands commands = commands(folder, arguments[1], arguments[2]);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = lines.readLine()) != null) {
            answers.println(commands.answer(line));
        }
        System.exit(0);
    }

    private static Commands commands(Path folder, String objects, String other) throws Exception {
        PlainTransactions transactions = new PlainTransactions(folder.resolve("tx-object-store"));
        PlainAdapter adapter = new PlainAdapter(objects, transactions);
        if (other.equals("broker")) {
            PlainBroker broker = new PlainBroker(folder.resolve("broker"), transactions);
            return commands(transactions, adapter, new OtherMessage(broker, broker.queue()), broker::recoverable);
        }
        PlainRows rows = PlainRows.at(other, transactions);
        return commands(transactions, adapter, new OtherRow(rows), rows::recoverable);
    }

    private static Commands commands(
            PlainTransactions transactions, PlainAdapter adapter, Other other, Callable<XAResource> recoverable)
            throws Exception {
        Recovery recovery = transactions.recovery(() -> new XAResource[] {adapter.recoverable(), recoverable.call()});
        return new Commands(new Both(transactions.manager, adapter.factory, other), recovery);
    }
}
