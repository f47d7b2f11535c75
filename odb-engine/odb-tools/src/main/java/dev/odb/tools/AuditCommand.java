package dev.odb.tools;

import dev.odb.AuditChange;
import dev.odb.AuditEntry;
import dev.odb.AuditQuery;
import dev.odb.core.Engine;
import dev.odb.core.storage.Tids;
import java.time.Instant;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells who changed what when. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description =
                "Tells who changed what when: transactions with the objects that they changed, also those that packs have"
                        + " dropped if they kept the trail. What is undone stays, and the undo shows. The database may be in use.")
final class AuditCommand extends ToolCommand {
    @Parameters(paramLabel = "<database>", converter = DatabaseAddress.Converter.class, description = "The database.")
    private DatabaseAddress address;

    @Option(
            names = "--user",
            paramLabel = "<name>",
            description = "Only transactions of this user; '' for nobody named.")
    private String user;

    @Option(
            names = "--from",
            paramLabel = "<moment>",
            converter = Moment.Converter.class,
            description = "Only from this tid or instant on.")
    private Moment from;

    @Option(
            names = "--to",
            paramLabel = "<moment>",
            converter = Moment.Converter.class,
            description = "Only up to this tid or instant.")
    private Moment to;

    @Option(names = "--oid", paramLabel = "<oid>", description = "Only transactions that changed this object.")
    private Long oid;

    @Option(
            names = "--class",
            paramLabel = "<name>",
            description = "Only transactions that changed an object of this class.")
    private String className;

    @Option(
            names = "--description",
            paramLabel = "<text>",
            description = "Only transactions with this in their description, whatever the case.")
    private String description = "";

    @Option(
            names = "--property",
            paramLabel = "<key>=<value>",
            description = "Only transactions with this property; may be repeated.")
    private Map<String, String> properties = Map.of();

    @Option(names = "--newest-first", description = "The newest first.")
    private boolean newestFirst;

    @Option(names = "--limit", paramLabel = "<n>", description = "At most so many transactions.")
    private Long limit;

    @Override
    int run(Output out) {
        if (limit != null && limit < 0) {
            throw wrong("--limit must not be negative: " + limit);
        }
        if (oid != null && oid < 0) {
            throw wrong("--oid must not be negative: " + oid);
        }
        try (Engine database = Engine.open(address.existing(true));
                Stream<AuditEntry> found = database.audit(query())) {
            if (out.json() != null) {
                out.json().beginArray("transactions");
            }
            Iterator<AuditEntry> entries = found.filter(this::isBetween)
                    .limit(limit == null ? Long.MAX_VALUE : limit)
                    .iterator();
            if (!entries.hasNext()) {
                note("No transaction meets all of that.");
            }
            entries.forEachRemaining(entry -> say(out, entry));
            if (out.json() != null) {
                out.json().end();
            }
        }
        return ExitCode.FINE;
    }

    /** A query knows instants only, and many transactions may have the same one. */
    private boolean isBetween(AuditEntry entry) {
        return (from == null || entry.tid() >= from.first()) && (to == null || entry.tid() <= to.tid());
    }

    private AuditQuery query() {
        return new AuditQuery(
                from == null ? Instant.EPOCH : Tids.instant(from.first()),
                to == null ? Instant.MAX : Tids.instant(to.tid()),
                user,
                description,
                properties,
                oid,
                className,
                newestFirst);
    }

    private static void say(Output out, AuditEntry entry) {
        JsonWriter json = out.json();
        if (json == null) {
            String who = entry.user().isEmpty() ? "by nobody named" : "by " + entry.user();
            out.line(
                    "%s, %s%s",
                    Moment.describe(entry.tid()), who, entry.description().isEmpty() ? "" : ": " + entry.description());
            entry.properties().forEach((key, value) -> out.line("    %s = %s", key, value));
            entry.changes()
                    .forEach(change -> out.line(
                            "%12d  %-8s %s%s",
                            change.oid(),
                            kind(change),
                            change.className(),
                            change.version().isEmpty() ? "" : " in version " + change.version()));
            return;
        }
        json.beginObject()
                .field("tid", entry.tid())
                .field("instant", entry.time())
                .field("user", entry.user())
                .field("description", entry.description())
                .beginObject("properties");
        entry.properties().forEach(json::field);
        json.end().field("otherResources", entry.otherResources()).beginArray("undone");
        entry.undone().forEach(tid -> json.value((long) tid));
        json.end().beginArray("changes");
        for (AuditChange change : entry.changes()) {
            json.beginObject()
                    .field("oid", change.oid())
                    .field("class", change.className())
                    .field("kind", kind(change))
                    .field("version", change.version())
                    .end();
        }
        json.end().end();
    }

    private static String kind(AuditChange change) {
        return change.kind().name().toLowerCase(Locale.ROOT);
    }
}
