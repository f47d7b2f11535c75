package dev.odb.core.version;

import dev.odb.Persistent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A version. The object itself is written when it begins and when it ends, so that it stands for the version in the checks
 * of commits: whoever writes in the version has it verified, and whoever ends the version writes it. Which objects it holds
 * stands in stripes, by the lowest bits of their oids.
 */
@Persistent
public final class StoredVersion {
    private static final int BITS = 5;

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
        for (int i = 0; i < 1 << BITS; i++) {
            stripes.add(new VersionStripe(BITS));
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
        return all();
    }

    private List<VersionStripe> all() {
        List<VersionStripe> all = new ArrayList<>();
        stripes.forEach(stripe -> stripe.addTo(all));
        return all;
    }

    /** The oids of the objects of which the newest revision is in it, ascending. */
    public long[] objects() {
        return all().stream()
                .flatMap(stripe -> stripe.oids().stream())
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
    }

    /** The object's newest revision is in it now. */
    public void add(long oid) {
        stripe(oid).add(oid);
    }

    /** The object's newest revision is in it no more. */
    public void remove(long oid) {
        stripe(oid).remove(oid);
    }

    /** The lock on the object, or null. */
    public StoredLock lock(long oid) {
        return stripe(oid).lock(oid);
    }

    /** Sets the lock on an object that it holds; null takes it away. */
    public void lock(long oid, StoredLock lock) {
        stripe(oid).lock(oid, lock);
    }

    private VersionStripe stripe(long oid) {
        return stripes.get((int) oid & stripes.size() - 1);
    }
}
