package dev.odb.storage.jdbc;

import java.util.UUID;

/** Looks what others have done since the last time: one query if it is nothing. One thread at a time. */
final class News implements Runnable {
    private final Connections connections;
    private final Horizon horizon;
    private final Publisher publisher;
    private final UUID own;
    private long noticed;

    /**
     * For one storage.
     *
     * @param own the incarnation of this process, null if it only reads
     * @param noticed how many notices there were before
     */
    News(Connections connections, Horizon horizon, Publisher publisher, UUID own, long noticed) {
        this.connections = connections;
        this.horizon = horizon;
        this.publisher = publisher;
        this.own = own;
        this.noticed = noticed;
    }

    @Override
    public void run() {
        CommitSequence now = connections.read(CommitSequence::read);
        long known = horizon.lastTid();
        if (now.lastTid() > known) {
            horizon.learn(connections.read(connection -> Others.between(connection, known, now.lastTid(), own)));
            if (now.lastTid() > horizon.lastTid()) {
                publisher.learnBehindOwn(now.lastTid());
            }
        }
        if (now.notices() != noticed) {
            publisher.findDecided();
            noticed = now.notices();
        }
    }
}
