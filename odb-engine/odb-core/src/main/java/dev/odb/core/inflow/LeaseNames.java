package dev.odb.core.inflow;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What leases are called. */
final class LeaseNames {
    /** A storage need not take longer ones than 300 characters, and something may follow. */
    private static final int LONGEST = 200;

    private LeaseNames() {}

    /** The lease on something that users name; no slash is in what stands for that name. */
    static String of(String kind, String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
        return kind + "/"
                + (encoded.length() > LONGEST
                        ? "#" + UUID.nameUUIDFromBytes(encoded.getBytes(StandardCharsets.UTF_8))
                        : encoded);
    }
}
