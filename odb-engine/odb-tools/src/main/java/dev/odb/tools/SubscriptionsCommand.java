package dev.odb.tools;

import dev.odb.SubscriptionInfo;
import dev.odb.core.Engine;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the durable subscriptions, moves and removes them. */
@Command(
        name = "subscriptions",
        mixinStandardHelpOptions = true,
        description =
                "Lists the durable subscriptions to what is committed, and how far behind each is; the database may be in use."
                        + " With --move or --remove it changes one; then the database must not be in use.")
final class SubscriptionsCommand extends ToolCommand {
    @Parameters(paramLabel = "<database>", converter = DatabaseAddress.Converter.class, description = "The database.")
    private DatabaseAddress address;

    @ArgGroup
    private Wanted wanted;

    @ArgGroup
    private Place place;

    private static final class Wanted {
        @Option(
                names = "--move",
                paramLabel = "<name>",
                description = "Have this subscription go on at another place; one that is not there is made.")
        private String move;

        @Option(names = "--remove", paramLabel = "<name>", description = "Remove this subscription.")
        private String remove;
    }

    private static final class Place {
        @Option(
                names = "--after",
                paramLabel = "<moment>",
                converter = Moment.Converter.class,
                description = "With --move: with the first transaction after this tid or instant.")
        private Moment after;

        @Option(names = "--beginning", description = "With --move: with the first transaction that is kept.")
        private boolean beginning;

        @Option(names = "--now", description = "With --move: with the next transaction that there will be.")
        private boolean now;

        long position() {
            return beginning ? 0 : now ? Long.MAX_VALUE : after.tid();
        }
    }

    @Override
    int run(Output out) {
        boolean moves = wanted != null && wanted.move != null;
        if (moves != (place != null)) {
            throw wrong("--move goes with one of --after, --beginning, --now");
        }
        try (Engine database = Engine.open(address.existing(wanted == null))) {
            if (wanted == null) {
                list(out, database.subscriptions());
            } else {
                change(out, database);
            }
        }
        return ExitCode.FINE;
    }

    private void change(Output out, Engine database) {
        String name = wanted.move != null ? wanted.move : wanted.remove;
        List<SubscriptionInfo> before = one(database, name);
        if (wanted.move != null) {
            database.moveSubscription(name, place.position());
            list(out, one(database, name));
            if (before.isEmpty()) {
                note("There was no subscription '" + name + "'; it is new.");
            }
        } else if (before.isEmpty()) {
            throw ToolsMessages.noSubscription(
                    name,
                    address,
                    database.subscriptions().stream()
                            .map(SubscriptionInfo::name)
                            .toList());
        } else {
            database.removeSubscription(name);
            list(out, before);
            note("Removed it. To have it back, use 'odb subscriptions " + address + " --move " + name + " --after "
                    + before.get(0).position() + "' before the next pack.");
        }
    }

    private static List<SubscriptionInfo> one(Engine database, String name) {
        return database.subscriptions().stream()
                .filter(each -> each.name().equals(name))
                .toList();
    }

    private static void list(Output out, List<SubscriptionInfo> subscriptions) {
        if (out.json() == null) {
            subscriptions.forEach(each -> out.line(
                    "%s: heard up to %s, %s",
                    each.name(),
                    Moment.describe(each.position()),
                    each.lost() ? "a pack has taken what follows" : waiting(each)));
            return;
        }
        out.json().beginArray("subscriptions");
        for (SubscriptionInfo each : subscriptions) {
            out.json()
                    .beginObject()
                    .field("name", each.name())
                    .field("position", each.position())
                    .field("instant", each.instant())
                    .field("waiting", each.waiting())
                    .field("lagSeconds", each.lag().toSeconds())
                    .field("lost", each.lost())
                    .end();
        }
        out.json().end();
    }

    private static String waiting(SubscriptionInfo each) {
        return each.waiting() == 0
                ? "nothing waits"
                : each.waiting() + " transactions wait, the first since "
                        + each.lag().toSeconds() + " s";
    }
}
