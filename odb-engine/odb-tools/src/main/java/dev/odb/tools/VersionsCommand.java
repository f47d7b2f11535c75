package dev.odb.tools;

import dev.odb.VersionInfo;
import dev.odb.VersionLock;
import dev.odb.core.Engine;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the versions and their locks, commits and aborts versions, breaks locks. */
@Command(
        name = "versions",
        mixinStandardHelpOptions = true,
        description =
                "Lists the versions, with what is in them; the database may be in use. With --commit, --abort or --break it"
                        + " changes one; then the database must not be in use.")
final class VersionsCommand extends ToolCommand {
    @Parameters(paramLabel = "<database>", converter = DatabaseAddress.Converter.class, description = "The database.")
    private DatabaseAddress address;

    @Option(names = "--locks", description = "List the locks in the versions, too.")
    private boolean locks;

    @ArgGroup
    private Wanted wanted;

    private static final class Wanted {
        @Option(names = "--commit", paramLabel = "<name>", description = "Commit this version to the main line.")
        private String commit;

        @Option(
                names = "--abort",
                paramLabel = "<name>",
                description = "Abort this version: what was changed in it is gone.")
        private String abort;

        @ArgGroup(exclusive = false)
        private Lock lock;
    }

    private static final class Lock {
        @Option(
                names = "--break",
                paramLabel = "<oid>",
                required = true,
                description = "Break the lock on this object.")
        private long oid;

        @Option(names = "--in", paramLabel = "<name>", required = true, description = "With --break: in this version.")
        private String version;
    }

    @Override
    int run(Output out) {
        try (Engine database = Engine.open(address.existing(wanted == null))) {
            if (wanted == null) {
                List<VersionInfo> versions = database.versions();
                list(out, versions);
                if (versions.isEmpty()) {
                    note("There are no versions.");
                }
            } else {
                change(out, database);
            }
        }
        return ExitCode.FINE;
    }

    private void change(Output out, Engine database) {
        if (wanted.lock != null) {
            database.breakLock(wanted.lock.version, wanted.lock.oid);
            list(out, one(database, wanted.lock.version));
        } else {
            String name = wanted.commit != null ? wanted.commit : wanted.abort;
            List<VersionInfo> before = one(database, name);
            long tid = wanted.commit != null ? database.commitVersion(name) : database.abortVersion(name);
            if (out.json() != null) {
                out.json().field("tid", tid);
            }
            list(out, before);
            note((wanted.commit != null ? "Committed" : "Aborted") + " it, in transaction " + tid
                    + ", which can be undone.");
        }
    }

    private static List<VersionInfo> one(Engine database, String name) {
        return database.versions().stream()
                .filter(each -> each.name().equals(name))
                .toList();
    }

    private void list(Output out, List<VersionInfo> versions) {
        if (out.json() == null) {
            versions.forEach(each -> line(out, each));
            return;
        }
        out.json().beginArray("versions");
        versions.forEach(each -> object(out.json(), each));
        out.json().end();
    }

    private void line(Output out, VersionInfo version) {
        out.line(
                "%s: %d objects, %d bytes, begun %s%s, last changed %s, %d locks",
                version.name(),
                version.objects(),
                version.bytes(),
                version.begun(),
                by(version.owner()),
                version.lastChange(),
                version.locks().size());
        if (locks) {
            version.locks()
                    .forEach(lock -> out.line(
                            "  %d of %s, locked since %s%s%s%s",
                            lock.oid(),
                            lock.className(),
                            lock.since(),
                            by(lock.owner()),
                            lock.until().map(until -> ", until " + until).orElse(""),
                            lock.changed() ? ", changed" : ""));
        }
    }

    private static String by(String owner) {
        return owner.isEmpty() ? "" : " by " + owner;
    }

    private void object(JsonWriter json, VersionInfo version) {
        json.beginObject()
                .field("name", version.name())
                .field("owner", version.owner())
                .field("begun", version.begun())
                .field("lastChange", version.lastChange())
                .field("objects", version.objects())
                .field("bytes", version.bytes());
        if (locks) {
            json.beginArray("locks");
            version.locks().forEach(lock -> lock(json, lock));
            json.end();
        }
        json.end();
    }

    private static void lock(JsonWriter json, VersionLock lock) {
        json.beginObject()
                .field("oid", lock.oid())
                .field("class", lock.className())
                .field("owner", lock.owner())
                .field("since", lock.since());
        lock.until().ifPresent(until -> json.field("until", until));
        json.field("changed", lock.changed()).end();
    }
}
