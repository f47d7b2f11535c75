package dev.odb.core.isolation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** A transaction as one line. */
final class TransactionText {
    private final Iterator<String> words;

    private TransactionText(String line) {
        words = Arrays.asList(line.split(" ")).iterator();
    }

    static String of(Transaction transaction) {
        StringJoiner line = new StringJoiner(" ");
        add(line, transaction.begin(), transaction.ending(), transaction.end(), transaction.committed());
        transaction.steps().forEach(step -> add(line, step));
        return line.toString();
    }

    private static void add(StringJoiner line, Step step) {
        if (step instanceof Step.Read read) {
            add(line, "read", read.list(), read.serial(), read.verified());
            add(line, read.values());
        } else if (step instanceof Step.Append append) {
            add(line, "append", append.list(), append.value());
        } else if (step instanceof Step.Scan scan) {
            add(line, "scan", scan.from(), scan.to());
            add(line, scan.keys());
        } else if (step instanceof Step.Insert insert) {
            add(line, "insert", insert.key());
        } else if (step instanceof Step.Remove remove) {
            add(line, "remove", remove.key());
        } else if (step instanceof Step.Census census) {
            add(line, "census", census.counted(), census.size(), census.scanned());
        } else if (step instanceof Step.Add added) {
            add(line, "add", added.delta());
        } else if (step instanceof Step.Total total) {
            add(line, "total", total.value());
        } else if (step instanceof Step.Savepoint savepoint) {
            add(line, "savepoint", savepoint.number());
        } else if (step instanceof Step.Back back) {
            add(line, "back", back.savepoint());
        }
    }

    private static void add(StringJoiner line, Object... words) {
        for (Object word : words) {
            line.add(word.toString());
        }
    }

    private static void add(StringJoiner line, Collection<Long> numbers) {
        line.add(Integer.toString(numbers.size()));
        numbers.forEach(number -> line.add(number.toString()));
    }

    /** The same again, but for its id, which is 0. */
    static Transaction parse(String line) {
        TransactionText text = new TransactionText(line);
        long begin = text.number();
        long ending = text.number();
        long end = text.number();
        boolean committed = text.truth();
        List<Step> steps = new ArrayList<>();
        while (text.words.hasNext()) {
            steps.add(text.step());
        }
        return new Transaction(0, begin, ending, end, committed, steps);
    }

    private Step step() {
        String kind = words.next();
        return switch (kind) {
            case "read" -> read();
            case "append" -> new Step.Append((int) number(), number());
            case "scan" -> new Step.Scan(number(), number(), Set.copyOf(numbers()));
            case "insert" -> new Step.Insert(number());
            case "remove" -> new Step.Remove(number());
            case "census" -> new Step.Census(number(), (int) number(), (int) number());
            case "add" -> new Step.Add(number());
            case "total" -> new Step.Total(number());
            case "savepoint" -> new Step.Savepoint((int) number());
            case "back" -> new Step.Back((int) number());
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private Step read() {
        int list = (int) number();
        long serial = number();
        boolean verified = truth();
        return new Step.Read(list, numbers(), serial, verified);
    }

    private long number() {
        return Long.parseLong(words.next());
    }

    private boolean truth() {
        return Boolean.parseBoolean(words.next());
    }

    private List<Long> numbers() {
        int size = (int) number();
        List<Long> numbers = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            numbers.add(number());
        }
        return List.copyOf(numbers);
    }
}
