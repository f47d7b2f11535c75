package dev.odb.storage.jdbc;

import dev.odb.OdbConfiguration;
import dev.odb.core.Engine;
import dev.odb.core.Engines;
import dev.odb.core.storage.ForwardingStorage;
import dev.odb.core.storage.Leases;
import dev.odb.core.storage.Storage;
import java.time.Duration;
import java.util.UUID;

/** Engines on one relational database, each as a server of its own would have it. */
final class Servers {
    private final String url;

    Servers(String url) {
        this.url = url;
    }

    Engine open() {
        return open(Duration.ofMillis(500));
    }

    Engine open(Duration lockWait) {
        return Engines.over(new Anonymous(storage()), configuration().withLockWait(lockWait));
    }

    /** One that takes every lease for its own, as a server does whose time ran out while it stood still. */
    Engine openConvincedOfItsLeases() {
        Leases all = new Convinced();
        return Engines.over(
                new Anonymous(storage()) {
                    @Override
                    public Leases leases() {
                        return all;
                    }
                },
                configuration());
    }

    private Storage storage() {
        return JdbcStorage.open(Address.of(url), false, JdbcSettings.DEFAULT);
    }

    private OdbConfiguration configuration() {
        return OdbConfiguration.of("odb:jdbc:" + url).withPollInterval(Duration.ofMillis(10));
    }

    /** Of another identity for the check that a process has a database open once, which is for transaction managers. */
    private static class Anonymous extends ForwardingStorage {
        private final UUID identity = UUID.randomUUID();

        Anonymous(Storage target) {
            super(target);
        }

        @Override
        public UUID databaseId() {
            return identity;
        }
    }
}
