package dev.odb.core.version;

import dev.odb.Persistent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A version. The object itself is written when it begins and when it ends, so that it stands for the version in the checks
 * of commits: whoever writes in the version has it verified, and whoever ends the version writes it. Which objects it holds
 * stands in stripes.
 */
@Persistent
public final class StoredVersion {
    private static final int STRIPES = 32;

    private final String name;
    private final String owner;
    private final Instant begun;
    private final List<VersionStripe> stripes = new ArrayList<>();
    /** Nobody reads it; that it is written tells those who share the version. */
    private boolean ended;

    /** One that holds nothing. */
    public StoredVersion(String name, String owner, Instant begun) {
        this.name = name;
        this.owner = owner;
        this.begun = begun;
        for (int i = 0; i < STRIPES; i++) {
            stripes.add(new VersionStripe());
        }
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Who began it, empty if unknown. */
    public String owner() {
        return owner;
    }

    /** When. */
    public Instant begun() {
        return begun;
    }

    /** It is committed or aborted: nobody finds it any more, and who has it verified has lost. */
    public void end() {
        ended = true;
    }

    /** The objects in which stands what it holds. */
    public List<?> parts() {
        return stripes;
    }

    /** The oids of the objects of which the newest revision is in it, ascending. */
    public long[] objects() {
        long[] all = stripes.stream()
                .flatMap(stripe -> stripe.objects().keySet().stream())
                .mapToLong(Long::longValue)
                .toArray();
        Arrays.sort(all);
        return all;
    }

    /** The object's newest revision is in it now. */
    public void add(long oid) {
        stripe(oid).objects().putIfAbsent(oid, null);
    }

    /** The object's newest revision is in it no more. */
    public void remove(long oid) {
        stripe(oid).objects().remove(oid);
    }

    /** The lock on the object, or null. */
    public StoredLock lock(long oid) {
        return stripe(oid).objects().get(oid);
    }

    /** Sets the lock on an object that it holds; null takes it away. */
    public void lock(long oid, StoredLock lock) {
        stripe(oid).objects().put(oid, lock);
    }

    private VersionStripe stripe(long oid) {
        return stripes.get((int) Long.remainderUnsigned(oid, stripes.size()));
    }
}
