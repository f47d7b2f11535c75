package dev.odb.tools;

import dev.odb.core.storage.Tids;
import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine;

/** A moment in a database's life: a tid, or an instant. */
record Moment(long tid, String text) {
    /** The first transaction that is not before it. */
    long first() {
        return text.contains("T") ? Tids.at(Instant.parse(text)) : tid;
    }

    /** Reads {@code 1823092...} or {@code 2026-11-28T03:15:00Z}. */
    static final class Converter implements CommandLine.ITypeConverter<Moment> {
        @Override
        public Moment convert(String text) {
            try {
                long tid = text.contains("T") ? Tids.upTo(Instant.parse(text)) : Long.parseLong(text);
                if (tid < 1) {
                    throw new CommandLine.TypeConversionException("'" + text + "' is before every transaction");
                }
                return new Moment(tid, text);
            } catch (NumberFormatException | DateTimeException e) {
                throw new CommandLine.TypeConversionException("'" + text
                        + "' is neither a tid, such as 1823092000000000000, nor an instant, such as"
                        + " 2026-11-28T03:15:00Z");
            }
        }
    }

    /** Reads an instant where a tid will not do. */
    static final class InstantConverter implements CommandLine.ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                throw new CommandLine.TypeConversionException(
                        "'" + text + "' is no instant, such as 2026-11-28T03:15:00Z");
            }
        }
    }

    static String describe(long tid) {
        return tid == 0 ? "none" : tid + " of " + Tids.instant(tid);
    }
}
