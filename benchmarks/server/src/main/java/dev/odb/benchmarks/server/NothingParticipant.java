package dev.odb.benchmarks.server;

import dev.odb.benchmarks.server.nothing.Nothing;
import dev.odb.benchmarks.server.nothing.NothingFactory;
import jakarta.resource.ResourceException;

/** A connection that takes part and does nothing: what the server itself takes. */
final class NothingParticipant implements Participant {
    private final NothingFactory factory;

    NothingParticipant(NothingFactory factory) {
        this.factory = factory;
    }

    @Override
    public String name() {
        return "nothing";
    }

    @Override
    public void untouched() throws ResourceException {
        factory.getConnection().close();
    }

    @Override
    public void write(int issue, int status) throws ResourceException {
        try (Nothing connection = factory.getConnection()) {
            connection.work();
        }
    }
}
